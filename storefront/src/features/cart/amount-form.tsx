'use client';

import { AmountField } from '@/features/currency/amount-field';
import type { CartLineOut } from '@/lib/api/schema';
import { ActionForm } from '@/ui/form/action-form';
import { HiddenFields } from '@/ui/form/hidden-fields';
import { Submit } from '@/ui/form/submit';

import { chooseAmount } from './actions';

interface Props {
  line: Pick<CartLineOut, 'kind' | 'id' | 'title'> & { price: NonNullable<CartLineOut['price']> };
  locale: string;
  /** What speaks against the amount that was chosen. */
  refused?: string;
  labels: { amount: string; change: string; hint: string };
}

/** What one pays for a thing in the cart, where one chooses it. */
export function AmountForm({ line, locale, refused, labels }: Props) {
  const label = (
    <>
      {labels.amount} <span className="sr-only">{line.title}</span>
    </>
  );
  return (
    <ActionForm action={chooseAmount} className="mt-3 space-y-2">
      <HiddenFields fields={{ kind: line.kind, id: line.id, currency: line.price.currency }} />
      <AmountField
        label={label}
        hint={labels.hint}
        price={line.price}
        locale={locale}
        refused={refused}
        beside={
          <Submit look="outline" className="min-h-12">
            {labels.change}
          </Submit>
        }
      />
    </ActionForm>
  );
}
