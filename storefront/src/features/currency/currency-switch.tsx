'use client';

import { useRouter } from 'next/navigation';
import { useId } from 'react';

import { chooseCurrency, useCurrency } from './use-currency';

interface Props {
  /** Code and name of each that something is sold in. */
  currencies: { code: string; name: string }[];
  labels: { currency: string; asSold: string };
}

/** In which currency prices are shown. Without scripts each thing shows its main one, and the cart offers the others. */
export function CurrencySwitch({ currencies, labels }: Props) {
  const id = useId();
  const chosen = useCurrency();
  const router = useRouter();
  if (currencies.length < 2) return null;
  const choose = (code: string) => {
    chooseCurrency(code);
    // Where a page is made for one person, it was made in the other currency.
    router.refresh();
  };
  return (
    <span className="noscript:hidden">
      <label htmlFor={id} className="sr-only">
        {labels.currency}
      </label>
      <select
        id={id}
        value={currencies.some(({ code }) => code === chosen) ? chosen : ''}
        onChange={(event) => choose(event.target.value)}
        className="min-h-11 max-w-full cursor-pointer rounded-full border border-control bg-bg px-4 text-sm font-medium text-ink"
      >
        <option value="">{labels.asSold}</option>
        {currencies.map(({ code, name }) => (
          <option key={code} value={code}>
            {code} – {name}
          </option>
        ))}
      </select>
    </span>
  );
}
