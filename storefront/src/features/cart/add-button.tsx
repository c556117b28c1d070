'use client';

import { useActionState, useEffect } from 'react';

import { forgetSummary } from '@/features/session/use-summary';
import { Link } from '@/i18n/navigation';
import { buttonClass } from '@/ui/button';
import { HiddenFields } from '@/ui/form/hidden-fields';
import { ScriptsField } from '@/ui/form/scripts-field';
import { Icon } from '@/ui/icon';
import { Refusal } from '@/ui/refusal';

import { addToCart, type AddState } from './actions';
import { CART } from './paths';
import type { Thing } from './things';
import { useCart } from './use-cart';

interface Props {
  thing: Thing;
  labels: { add: string; inCart: string; full: string; failed: string };
  /** In the bar of a phone there is room for an icon alone. */
  isBar?: boolean;
}

/** Lays a thing in the cart; leads there once it is in it. */
export function AddButton({ thing, labels, isBar = false }: Props) {
  const [state, add, isAdding] = useActionState<AddState, FormData>(addToCart, {});
  const isIn = useCart().includes(thing.id) || state.isAdded;
  useEffect(() => {
    if (state.isAdded) forgetSummary();
  }, [state]);
  const look = `${buttonClass('outline')} ${isBar ? 'w-11 px-0' : 'w-full'}`;
  const name = (text: string) => <span className={isBar ? 'sr-only' : ''}>{text}</span>;
  if (isIn) {
    return (
      <Link href={CART} prefetch={false} className={look}>
        <Icon name={isBar ? 'done' : 'check'} />
        {name(labels.inCart)}
      </Link>
    );
  }
  return (
    <form action={add}>
      <ScriptsField />
      <HiddenFields
        fields={{ kind: thing.kind, id: thing.id, ...(thing.amount && { amount_minor: String(thing.amount.amount_minor), currency: thing.amount.currency }) }}
      />
      <button type="submit" className={look} aria-disabled={isAdding}>
        <Icon name="cart" />
        {name(labels.add)}
      </button>
      <Refusal refused={state.isFull ? labels.full : state.refused} failed={labels.failed} />
    </form>
  );
}
