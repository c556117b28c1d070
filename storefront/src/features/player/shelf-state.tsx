'use client';

import { useTranslations } from 'next-intl';

import { Icon } from '@/ui/icon';

import type { OpenShelf } from './use-shelf';

/** Where what a person keeps is kept, as far as there is something to know. `full` says that there is no more room. */
export function ShelfState({ shelf: { things, state }, full }: { shelf: Pick<OpenShelf<unknown>, 'things' | 'state'>; full: string }) {
  const t = useTranslations('player');
  const told = {
    kept: null,
    here: things.length > 0 ? t('keptHere') : null,
    waiting: t('keptWaiting'),
    'signed-out': t('keptSignedOut'),
    full,
    refused: t('notKept'),
  }[state];
  const isWrong = state === 'full' || state === 'refused';
  return (
    <p role="status" className={`mt-2 flex items-center gap-2 text-xs empty:hidden ${isWrong ? 'text-error' : 'text-muted'}`}>
      {told && (
        <>
          {state !== 'here' && <Icon name={isWrong ? 'warning' : 'offline'} className="size-4 shrink-0" />}
          {told}
        </>
      )}
    </p>
  );
}
