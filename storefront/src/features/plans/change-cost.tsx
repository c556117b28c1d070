import { getLocale, getTranslations } from 'next-intl/server';

import { PageHead } from '@/features/account/page-head';
import { Link } from '@/i18n/navigation';
import type { ChangeCostOut, SubscriptionOut } from '@/lib/api/schema';
import { formatMoney } from '@/lib/money';
import { buttonClass } from '@/ui/button';
import { ButtonForm } from '@/ui/form/button-form';
import { Moment } from '@/ui/moment';

import { changePlan } from './actions';
import { CARDS, MY_PLAN } from './paths';
import { priceText } from './price-text';

/** What going over from the plan one has costs: now, next, and how that comes about. What is confirmed is what stands here. */
export async function ChangeCost({ cost, held }: { cost: ChangeCostOut; held: SubscriptionOut }) {
  const [t, tax, locale, price] = await Promise.all([getTranslations('plans.mine.cost'), getTranslations('plans.mine.tax'), getLocale(), priceText(cost.price)]);
  const money = (minor: number) => formatMoney(minor, cost.currency, locale);
  const sends = { price: cost.price.id, as_of: cost.as_of, now_minor: String(cost.now_minor), next_minor: String(cost.next_minor) };
  return (
    <>
      <PageHead title={t('title', { plan: cost.plan })} lead={t('lead')} />
      <section className="rounded-card bg-surface p-6 sm:p-8">
        <dl className="grid gap-6 sm:grid-cols-2">
          <Sum label={t('now')} amount={cost.now_minor ? money(cost.now_minor) : t('free')} />
          <Sum label={t.rich('next', { date: () => <Moment at={cost.next_at} as="day" /> })} amount={cost.next_minor ? money(cost.next_minor) : t('free')} />
        </dl>
        <p className="mt-6 leading-relaxed">
          {cost.credit_minor > 0 && t('creditLeft', { amount: money(cost.credit_minor) })} {t('then', { price })}{' '}
          {held.tax !== 'off' && tax(held.tax)}
        </p>
        {cost.credited_minor > 0 && <Rows cost={cost} price={price} held={held} money={money} />}
        <div className="mt-8 flex flex-wrap items-start gap-3">
          <ButtonForm action={changePlan} sends={sends} look="accent" waysOut={{ plan_payment_declined: <a href={CARDS}>{t('otherCard')}</a> }}>
            {cost.now_minor ? t('confirm', { amount: money(cost.now_minor) }) : t('confirmFree', { plan: cost.plan })}
          </ButtonForm>
          <Link href={MY_PLAN} className={buttonClass('outline')}>
            {t('back')}
          </Link>
        </div>
      </section>
    </>
  );
}

function Sum({ label, amount }: { label: React.ReactNode; amount: string }) {
  return (
    <div className="flex flex-col">
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="mt-1 font-display text-4xl font-extrabold tracking-tight text-ink">{amount}</dd>
    </div>
  );
}

/** The invoice in rows that sum: what is new, less what is left of the old, and what credit covers. */
async function Rows({ cost, price, held, money }: { cost: ChangeCostOut; price: string; held: SubscriptionOut; money: (minor: number) => string }) {
  const [t, before] = await Promise.all([getTranslations('plans.mine'), priceText(held.price)]);
  const addedTax = cost.total_minor - cost.charged_minor + cost.credited_minor;
  const due = cost.is_now ? cost.now_minor : cost.next_minor;
  const rows: [string, number][] = [
    [t('cost.charged', { plan: cost.plan, price }), cost.charged_minor],
    [t('cost.credited', { plan: held.plan, price: before }), -cost.credited_minor],
    [t('cost.tax'), addedTax],
    [t(cost.total_minor < 0 ? 'cost.becomesCredit' : 'cost.credit'), due - cost.total_minor],
  ];
  return (
    <div className="mt-6 border-t border-hairline pt-6">
      <h2 className="text-sm font-semibold text-ink">{t('cost.invoice')}</h2>
      <dl className="mt-3 grid gap-2 text-sm">
        {rows.map(
          ([label, amount]) =>
            amount !== 0 && (
              <div key={label} className="flex justify-between gap-6">
                <dt className="min-w-0">{label}</dt>
                <dd className="whitespace-nowrap tabular-nums text-ink">{money(amount)}</dd>
              </div>
            ),
        )}
      </dl>
    </div>
  );
}
