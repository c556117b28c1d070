'use client';

import { useActionState, useEffect } from 'react';

import { payPath } from '@/features/orders/paths';
import { buttonClass } from '@/ui/button';
import { HiddenFields } from '@/ui/form/hidden-fields';
import { ScriptsField } from '@/ui/form/scripts-field';
import { Icon } from '@/ui/icon';
import { Refusal } from '@/ui/refusal';

import { orderCart, type OrderState, type ShownCart } from './actions';

interface Props {
  cart: ShownCart;
  labels: { buy: string; buying: string; failed: string };
}

/** Orders what is shown and goes on to the payment; without scripts by way of the order's page. */
export function Checkout({ cart, labels }: Props) {
  const [state, order, isOrdering] = useActionState<OrderState, FormData>(orderCart, {});
  useEffect(() => {
    // It answers with the way to another site, where the router cannot go.
    if (state.order) window.location.assign(payPath(state.order));
  }, [state]);
  return (
    <form action={order}>
      <ScriptsField />
      <HiddenFields fields={{ cart: JSON.stringify(cart) }} />
      <button type="submit" className={`${buttonClass('accent')} w-full`} aria-disabled={isOrdering}>
        <Icon name="lock" />
        {isOrdering ? labels.buying : labels.buy}
      </button>
      <Refusal refused={state.refused} failed={labels.failed} />
    </form>
  );
}
