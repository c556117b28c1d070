'use client';

import { useActionState, useEffect } from 'react';

import type { Thing } from '@/features/cart/things';
import { forgetSummary, useSummary } from '@/features/session/use-summary';
import { buttonClass } from '@/ui/button';
import { HiddenFields } from '@/ui/form/hidden-fields';
import { ScriptsField } from '@/ui/form/scripts-field';
import { Icon } from '@/ui/icon';
import { Refusal } from '@/ui/refusal';

import { changeWish, type WishState } from './actions';

interface Props {
  thing: Thing;
  /** Where visitors come back to once they have signed in. */
  path: string;
  labels: { putBy: string; isPutBy: string; failed: string };
  /** On a card there is room for an icon alone. */
  isOnCard?: boolean;
}

const ON_CARD = 'flex size-11 items-center justify-center rounded-full bg-bg/90 text-ink hover:bg-bg';

/** Puts a thing by; takes it off the list again where scripts know that it is on it. */
export function WishButton({ thing, path, labels, isOnCard = false }: Props) {
  const [state, change, isChanging] = useActionState<WishState, FormData>(changeWish, {});
  const summary = useSummary();
  const isKnown = summary?.wishes.includes(thing.id) ?? false;
  useEffect(() => {
    if (state.isWished !== undefined) forgetSummary();
  }, [state]);
  return (
    <form action={change} className={isOnCard ? 'absolute end-2 top-2 z-10' : undefined}>
      <ScriptsField />
      <HiddenFields fields={{ kind: thing.kind, id: thing.id, path, ...(isKnown && { gives_up: '1' }) }} />
      <button type="submit" className={isOnCard ? ON_CARD : `${buttonClass('quiet')} w-full`} aria-pressed={isKnown} aria-disabled={isChanging}>
        <Icon name="heart" className={`size-5 ${isKnown ? 'fill-accent' : ''}`} />
        <span className={isOnCard ? 'sr-only' : ''}>{isKnown && !isOnCard ? labels.isPutBy : labels.putBy}</span>
      </button>
      {isOnCard ? (
        state.refused !== undefined && (
          <p role="alert" className="absolute end-0 top-12 w-56 rounded-card bg-bg p-3 text-sm text-error">
            {state.refused || labels.failed}
          </p>
        )
      ) : (
        <Refusal refused={state.refused} failed={labels.failed} />
      )}
    </form>
  );
}
