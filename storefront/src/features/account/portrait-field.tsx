'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useId, useRef, useState, type DragEvent } from 'react';

import { Portrait } from '@/features/producers/portrait';
import { ApiError } from '@/lib/api/errors';
import type { ProfileOut } from '@/lib/api/schema';
import { tellSessionEnded } from '@/lib/session/events';
import { Button, buttonClass } from '@/ui/button';
import { FieldError } from '@/ui/field-error';
import { ProgressBar } from '@/ui/progress-bar';

import { MOST_MEGABYTES, TYPES, usePortrait, type Outcome } from './use-portrait';

const ROUND = 'size-20 sm:size-28';

/** The picture of oneself: chosen or dropped, seen at once, sent by itself, removed. */
export function PortraitField({ profile }: { profile: Pick<ProfileOut, 'avatar' | 'display_name'> }) {
  const t = useTranslations('account.portrait');
  const { avatar, preview, percent, outcome, send, stop, remove } = usePortrait(profile.avatar);
  const [isOver, setIsOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const wrong = useWrong(outcome);
  const isSending = percent !== undefined;
  const isThere = Boolean(avatar || preview);

  /** Do what takes its own button away, and go on at the one that stays. */
  const andStay = (act: () => void) => () => {
    input.current?.focus();
    act();
  };

  const over = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(true);
  };

  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    const file = event.dataTransfer.files[0];
    if (file) void send(file);
  };

  return (
    <fieldset
      onDragOver={over}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
      className={`mb-8 rounded-card ${isOver ? 'outline-2 outline-offset-8 outline-dashed outline-control' : ''}`}
    >
      <legend className="mb-3 text-sm font-semibold text-ink">{t('title')}</legend>
      <div className="flex items-center gap-4 sm:gap-5">
        {preview ? (
          <img src={preview} alt="" className={`shrink-0 rounded-full bg-surface-2 object-cover ${ROUND}`} />
        ) : (
          <Portrait producer={{ ...profile, avatar }} sizes="7rem" className={ROUND} />
        )}
        <div className="min-w-0 flex-1 noscript:hidden">
          <div className="flex flex-wrap items-center gap-2">
            <label className={`${buttonClass('outline')} cursor-pointer has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus`}>
              <input
                ref={input}
                type="file"
                accept={TYPES.join()}
                aria-describedby={wrong ? `${id}-hint ${id}-wrong` : `${id}-hint`}
                onChange={({ target }) => {
                  const file = target.files?.[0];
                  // The same file may be chosen once more.
                  target.value = '';
                  if (file) void send(file);
                }}
                className="sr-only"
              />
              {isThere ? t('change') : t('choose')}
            </label>
            {isSending ? (
              <Button look="quiet" onClick={andStay(stop)}>
                {t('stop')}
              </Button>
            ) : (
              isThere && (
                <Button look="quiet" onClick={andStay(() => void remove())}>
                  {t('remove')}
                </Button>
              )
            )}
          </div>
          <div className="mt-2 min-h-6">
            {isSending && <ProgressBar percent={percent} label={t('sending')} className="mt-3 mb-1.5 max-w-xs" />}
            <p role="status" className={`text-sm ${isSending ? 'text-muted' : 'font-medium text-success'}`}>
              {isSending ? t('sending') : outcome === 'saved' || outcome === 'removed' ? t(outcome) : ''}
            </p>
            {wrong && <FieldError id={`${id}-wrong`}>{wrong}</FieldError>}
          </div>
        </div>
      </div>
      <p id={`${id}-hint`} className="mt-3 text-sm text-muted noscript:hidden">
        {t('hint')} <span className="pointer-coarse:hidden">{t('drop')}</span>
      </p>
    </fieldset>
  );
}

/** Why the picture was not taken, in words. Where the session is over, that is told as everywhere. */
function useWrong(outcome: Outcome): string {
  const t = useTranslations('account.portrait');
  const error = typeof outcome === 'object' ? outcome.error : undefined;
  const refusal = error instanceof ApiError && error.status >= 400 && error.status < 500 ? error : undefined;
  const hasEnded = refusal?.status === 401;
  useEffect(() => {
    if (hasEnded) tellSessionEnded();
  }, [hasEnded]);
  if (outcome === 'tooLarge' || refusal?.status === 413) return t('tooLarge', { most: MOST_MEGABYTES });
  if (outcome === 'notTaken') return t('notTaken');
  if (refusal) return refusal.fields.file?.join(' ') ?? refusal.message;
  return error === undefined ? '' : t('failed');
}
