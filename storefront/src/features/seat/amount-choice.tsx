'use client';

import { useId } from 'react';

import { AmountInput } from '@/features/currency/amount-input';
import type { Price } from '@/features/currency/currency';
import { formatMoney, minorOf, typedMoney } from '@/lib/money';
import { Icon } from '@/ui/icon';

export interface AmountLabels {
  amount: string;
  /** With # for the least and @ for what is suggested. */
  from: string;
  nothing: string;
  /** With # for an example. */
  wrong: string;
  none: string;
  buy: string;
}

interface Props {
  price: Price & { least_minor: number };
  locale: string;
  typed: string;
  onType: (typed: string) => void;
  /** What speaks against what was sent last. */
  refused?: string;
  labels: AmountLabels;
}

/** Where one chooses what one pays: a field with what is suggested, and amounts to press. Without scripts the field alone. */
export function AmountChoice({ price, locale, typed, onType, refused, labels }: Props) {
  const id = useId();
  const money = (minor: number) => formatMoney(minor, price.currency, locale);
  const { least_minor: least, amount_minor: suggested } = price;
  const chosen = minorOf(typed, price.currency);
  const offered = [...new Set([least, suggested, suggested * 2])].filter((minor) => minor <= (price.most_minor ?? minor));
  return (
    <div>
      <label htmlFor={id} className="mb-2 block text-sm font-semibold text-ink">
        {labels.amount}
      </label>
      <AmountInput
        id={id}
        name="amount"
        currency={price.currency}
        locale={locale}
        value={typed}
        onChange={(event) => onType(event.target.value)}
        required
        aria-invalid={refused ? true : undefined}
        aria-describedby={refused ? `${id}-error ${id}-hint` : `${id}-hint`}
        className="font-display text-xl font-extrabold"
      />
      {refused && (
        <p id={`${id}-error`} role="alert" className="mt-2 flex gap-1.5 text-sm font-medium text-error">
          <Icon name="warning" className="mt-0.5 size-4" />
          <span>{refused}</span>
        </p>
      )}
      <p id={`${id}-hint`} className="mt-2 text-sm text-muted">
        {(least ? labels.from : labels.nothing).replace('#', money(least)).replace('@', money(suggested))}
      </p>
      <div className="mt-3 flex flex-wrap gap-2 noscript:hidden">
        {offered.map((minor) => (
          <button
            key={minor}
            type="button"
            aria-pressed={chosen === minor}
            onClick={() => onType(typedMoney(minor, price.currency))}
            className="min-h-11 flex-1 cursor-pointer rounded-full border border-control px-4 text-sm font-semibold whitespace-nowrap text-ink hover:bg-surface-2 aria-pressed:border-2 aria-pressed:border-ink"
          >
            {minor ? money(minor) : labels.none}
          </button>
        ))}
      </div>
    </div>
  );
}
