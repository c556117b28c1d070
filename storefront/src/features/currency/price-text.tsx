'use client';

import { formatMoney } from '@/lib/money';

import { inCurrency, isChosen, type Price } from './currency';
import { useCurrency } from './use-currency';

interface Props {
  prices: Price[];
  locale: string;
  /** What stands there for nothing to pay. */
  free: string;
  /** Said before the amount that is struck through, to those who do not see that it is. */
  before: string;
  /** Where one chooses what one pays: with # for the least, and where that is nothing. */
  from: string;
  chosen: string;
}

/** What something costs, and what a sale's price is compared with, in the currency that the visitor has chosen where it is sold in it. */
export function PriceText({ prices, locale, free, before, from, chosen }: Props) {
  const price = inCurrency(prices, useCurrency());
  if (isChosen(price)) return price.least_minor ? from.replace('#', formatMoney(price.least_minor, price.currency, locale)) : chosen;
  const amount = price.amount_minor ? formatMoney(price.amount_minor, price.currency, locale) : free;
  if (price.before_minor == null) return amount;
  return (
    <>
      {amount}{' '}
      <del className="font-sans text-[0.6em] font-medium tracking-normal text-muted">
        <span className="sr-only">{before} </span>
        {formatMoney(price.before_minor, price.currency, locale)}
      </del>
    </>
  );
}
