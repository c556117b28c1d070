import type { ComponentProps } from 'react';

import { signOf } from '@/lib/money';
import { INPUT } from '@/ui/form/field';

interface Props extends ComponentProps<'input'> {
  currency: string;
  locale: string;
}

/** Where an amount is typed, after the sign of its currency. */
export function AmountInput({ currency, locale, className = '', ...rest }: Props) {
  const sign = signOf(currency, locale);
  return (
    <span className="relative block">
      <span aria-hidden className="pointer-events-none absolute inset-y-0 start-0 grid min-w-12 place-items-center px-3 text-muted">
        {sign}
      </span>
      <input {...rest} inputMode="decimal" autoComplete="off" maxLength={16} className={`${INPUT} ${sign.length > 1 ? 'ps-16' : 'ps-12'} ${className}`} />
    </span>
  );
}
