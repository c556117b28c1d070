'use client';

import type { ReactNode } from 'react';

import { typedMoney } from '@/lib/money';
import { FieldErrors } from '@/ui/form/field';
import { useField } from '@/ui/form/form-context';
import { Icon } from '@/ui/icon';

import { AmountInput } from './amount-input';

interface Props {
  label: ReactNode;
  hint: string;
  /** What stands there first. */
  price: { amount_minor: number; currency: string };
  locale: string;
  /** What speaks against the amount that was kept. */
  refused?: string;
  /** What stands at the field's side. */
  beside?: ReactNode;
}

/** The field called “amount” of a form: what one pays, where one chooses it. */
export function AmountField({ label, hint, price, locale, refused, beside }: Props) {
  const { id, typed, errors, wiring } = useField('amount');
  const told = errors.length ? undefined : refused;
  const { 'aria-describedby': described, ...wired } = wiring(true);
  return (
    <div>
      <label htmlFor={id} className="mb-2 block text-sm font-semibold text-ink">
        {label}
      </label>
      <div className="flex flex-wrap items-start gap-2">
        <div className="w-40">
          <AmountInput
            key={`${price.currency}${price.amount_minor}`}
            id={id}
            name="amount"
            currency={price.currency}
            locale={locale}
            defaultValue={[typed].flat()[0] ?? typedMoney(price.amount_minor, price.currency)}
            required
            {...wired}
            aria-invalid={told ? true : wired['aria-invalid']}
            aria-describedby={told ? `${id}-told ${described}` : described}
          />
        </div>
        {beside}
      </div>
      <FieldErrors name="amount" />
      {told && (
        <p id={`${id}-told`} role="alert" className="mt-2 flex gap-1.5 text-sm font-medium text-error">
          <Icon name="warning" className="mt-0.5 size-4" />
          <span>{told}</span>
        </p>
      )}
      <p id={`${id}-hint`} className="mt-2 text-sm text-muted">
        {hint}
      </p>
    </div>
  );
}
