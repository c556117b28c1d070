'use client';

import { useActionState } from 'react';

import { AddButton } from '@/features/cart/add-button';
import { inCurrency } from '@/features/currency/currency';
import { useCurrency } from '@/features/currency/use-currency';
import type { BuyState } from '@/features/orders/actions';
import { Link } from '@/i18n/navigation';
import type { BundleOut } from '@/lib/api/schema';
import { formatMoney } from '@/lib/money';
import { buttonClass } from '@/ui/button';
import { HiddenFields } from '@/ui/form/hidden-fields';
import { Icon } from '@/ui/icon';
import { Refusal } from '@/ui/refusal';

import { buyBundle } from './actions';
import { useMyBundle } from './my-bundle';

interface Props {
  bundle: Pick<BundleOut, 'id' | 'slug' | 'prices' | 'refusal'>;
  locale: string;
  labels: {
    before: string;
    /** With # for the amount. */
    save: string;
    /** With # for the price. */
    buy: string;
    buyRest: string;
    buying: string;
    failed: string;
    note: string;
    /** What is said of one, two, … courses that the person has; of none first. */
    owned: string[];
    all: string;
    toLearning: string;
    shut: string;
    cart: { add: string; inCart: string; full: string };
  };
}

/** What the bundle costs this person, what they save, and the ways to buy it; or why they cannot. */
export function BuyPanel({ bundle, locale, labels }: Props) {
  const mine = useMyBundle();
  const currency = useCurrency();
  const [state, buy, isBuying] = useActionState<BuyState, FormData>(buyBundle, {});
  const { prices, refusal } = mine ?? bundle;
  if (mine?.refusal?.reason === 'already_bought') {
    return (
      <>
        <p className="flex gap-3 font-semibold text-ink">
          <Icon name="check" className="size-5 text-success" />
          {labels.all}
        </p>
        <Link href="/learning" prefetch={false} className={`${buttonClass('accent')} mt-5 w-full`}>
          {labels.toLearning}
        </Link>
      </>
    );
  }
  if (refusal || !prices.length) {
    return (
      <>
        <button type="button" disabled className="min-h-11 w-full rounded-full bg-surface-2 px-5 py-2 text-sm font-semibold text-muted">
          {labels.shut}
        </button>
        {refusal && <p className="mt-3 text-sm text-muted">{refusal.message}</p>}
      </>
    );
  }
  const price = inCurrency(prices, currency);
  const money = (amount: number) => formatMoney(amount, price.currency, locale);
  const owned = mine?.owned.length ?? 0;
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-3 font-display text-4xl font-extrabold tracking-tight text-ink">
        {money(price.amount_minor)}
        <del className="font-sans text-lg font-medium tracking-normal text-muted">
          <span className="sr-only">{labels.before} </span>
          {money(price.before_minor)}
        </del>
      </p>
      <p className="mt-2 text-sm font-semibold text-accent-text">{labels.save.replace('#', money(price.before_minor - price.amount_minor))}</p>
      {owned > 0 && (
        <p className="mt-4 flex gap-3 rounded-card bg-surface-2 p-4 text-sm">
          <Icon name="info" className="size-5 text-muted" />
          {labels.owned[owned]}
        </p>
      )}
      <div className="mt-5 space-y-3">
        <form action={buy}>
          <HiddenFields fields={{ bundle: bundle.slug, id: bundle.id, amount_minor: String(price.amount_minor), currency: price.currency }} />
          <button type="submit" className={`${buttonClass('accent')} w-full`} aria-disabled={isBuying}>
            {isBuying ? labels.buying : (owned ? labels.buyRest : labels.buy).replace('#', money(price.amount_minor))}
          </button>
          <Refusal refused={state.refused} failed={labels.failed} />
        </form>
        <AddButton thing={{ kind: 'bundle', id: bundle.id }} labels={{ ...labels.cart, failed: labels.failed }} />
      </div>
      <p className="mt-4 text-sm text-muted">{labels.note}</p>
    </>
  );
}
