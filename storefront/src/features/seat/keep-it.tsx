'use client';

import { AddButton } from '@/features/cart/add-button';
import { inCurrency, isChosen, type Price } from '@/features/currency/currency';
import { useCurrency } from '@/features/currency/use-currency';
import { formatMoney } from '@/lib/money';

interface Props {
  id: string;
  prices: Price[];
  locale: string;
  labels: {
    /** With # for the price. */
    keep: string;
    failed: string;
    cart: { add: string; inCart: string; full: string };
  };
}

/** Said to who has a course by their plan: that they may buy it, for how much, and what that changes. */
export function KeepIt({ id, prices, locale, labels }: Props) {
  const price = inCurrency(prices, useCurrency());
  const amount = isChosen(price) ? { amount_minor: price.amount_minor, currency: price.currency } : undefined;
  return (
    <div className="mt-6 space-y-3 border-t border-hairline pt-4">
      <p className="text-sm">{labels.keep.replace('#', formatMoney(price.amount_minor, price.currency, locale))}</p>
      <AddButton thing={{ kind: 'course', id, ...(amount && { amount }) }} labels={{ ...labels.cart, failed: labels.failed }} />
    </div>
  );
}
