'use client';

import type { ReactNode } from 'react';

import { WAYS } from '@/lib/dates';
import { formatMoney } from '@/lib/money';
import { LocalTime } from '@/ui/local-time';

import { inCurrency, type Price } from './currency';
import { useCurrency } from './use-currency';

interface Props {
  prices: Price[];
  locale: string;
  labels: {
    /** Said of the amount that is struck through. */
    lowest: string;
    /** Before the moment that the sale ends. */
    until: string;
  };
}

/** In a sale, until when it lasts and with what its price is compared; else nothing. */
export function SaleNote({ prices, locale, labels }: Props): ReactNode {
  const { before_minor: before, sale_ends_at: until, currency } = inCurrency(prices, useCurrency());
  if (!until) return null;
  return (
    <>
      <span className="block font-semibold text-accent-text">
        {labels.until} <LocalTime at={until} as="day" locale={locale} inUtc={WAYS.day(until, locale, 'UTC')} />,{' '}
        <LocalTime at={until} as="clock" locale={locale} inUtc={WAYS.clock(until, locale, 'UTC')} />
      </span>
      {before != null && (
        <span className="block text-muted">
          {labels.lowest} {formatMoney(before, currency, locale)}
        </span>
      )}
    </>
  );
}
