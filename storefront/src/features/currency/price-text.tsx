'use client';

import { formatMoney } from '@/lib/money';

import { inCurrency, type Price } from './currency';
import { useCurrency } from './use-currency';

interface Props {
  prices: Price[];
  locale: string;
  /** What stands there for nothing to pay. */
  free: string;
}

/** What something costs, in the currency that the visitor has chosen where it is sold in it. */
export function PriceText({ prices, locale, free }: Props) {
  const price = inCurrency(prices, useCurrency());
  return price.amount_minor ? formatMoney(price.amount_minor, price.currency, locale) : free;
}
