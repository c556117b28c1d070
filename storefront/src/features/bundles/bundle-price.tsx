'use client';

import { inCurrency } from '@/features/currency/currency';
import { useCurrency } from '@/features/currency/use-currency';
import type { BundleCardOut } from '@/lib/api/schema';
import { formatMoney } from '@/lib/money';

interface Props {
  prices: BundleCardOut['prices'];
  locale: string;
  /** `save` has # for the amount. */
  labels: { before: string; save: string };
}

/** In a list: what a bundle costs, what its courses cost one by one, and what is saved. */
export function BundlePrice({ prices, locale, labels }: Props) {
  const { amount_minor: amount, before_minor: before, currency } = inCurrency(prices, useCurrency());
  const money = (minor: number) => formatMoney(minor, currency, locale);
  if (before <= amount) return <span className="font-semibold text-ink">{money(amount)}</span>;
  return (
    <>
      <span className="font-semibold text-ink">
        {money(amount)}{' '}
        <del className="text-xs font-medium text-muted">
          <span className="sr-only">{labels.before} </span>
          {money(before)}
        </del>
      </span>
      <span className="font-semibold text-accent-text">{labels.save.replace('#', money(before - amount))}</span>
    </>
  );
}
