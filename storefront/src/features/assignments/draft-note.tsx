'use client';

import { useTranslations } from 'next-intl';

import { Icon } from '@/ui/icon';

import type { DraftState } from './draft-sender';

const QUIET = new Set<DraftState>(['untouched', 'saving', 'saved']);

/** Whether the draft has arrived. Said aloud only where it has not. */
export function DraftNote({ state }: { state: DraftState }) {
  const t = useTranslations('assignment.saving');
  const isQuiet = QUIET.has(state);
  return (
    <div className="text-xs">
      {isQuiet && state !== 'untouched' && (
        <p className="flex min-h-6 items-center gap-1.5 text-muted">
          {state === 'saved' && <Icon name="check" className="size-4 text-success" />}
          {t(state)}
        </p>
      )}
      <p role="status" className="flex items-start gap-1.5 font-medium text-warning">
        {!isQuiet && state !== 'untouched' && (
          <>
            <Icon name="warning" className="size-4" />
            {t(state)}
          </>
        )}
      </p>
    </div>
  );
}
