import { getTranslations } from 'next-intl/server';

import type { OrderOut } from '@/lib/api/schema';
import { formatMoney } from '@/lib/money';

import { taxesOf } from './taxes';

/** What of an order's total is tax, at which rate and for whom; before it is paid, that there will be some. */
export async function Tax({ order, locale }: { order: OrderOut; locale: string }) {
  if (order.tax === 'off') return null;
  const t = await getTranslations('account.tax');
  if (order.state === 'pending') return <p className="mt-1 text-sm text-muted">{t(`pending.${order.tax}`)}</p>;
  const money = (amount: number) => formatMoney(amount, order.currency, locale);
  const tax = order.lines.reduce((sum, line) => sum + line.tax_minor, 0);
  const rows = taxesOf(order.lines);
  if (order.state === 'cancelled' || !rows.length) return null;
  return (
    <dl className="mt-3 space-y-1 text-sm">
      <div className="flex justify-between gap-4">
        <dt>{t('net')}</dt>
        <dd>{money(order.total_minor - tax)}</dd>
      </div>
      {rows.map((row) => (
        <div key={row.key} className="flex justify-between gap-4">
          <dt>
            {t(row.jurisdiction ? 'rateOf' : 'rate', { name: row.name, percentage: row.percentage, jurisdiction: row.jurisdiction })}
            {row.reason === 'reverse_charge' && <span className="block text-muted">{t('reverseCharge')}</span>}
          </dt>
          <dd>{money(row.amount_minor)}</dd>
        </div>
      ))}
    </dl>
  );
}
