'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useId, useRef, type KeyboardEvent, type MouseEvent } from 'react';

import { fieldName } from '@/features/quizzes/answers';
import { useAnswer } from '@/features/quizzes/attempt-context';
import { useTapping } from '@/features/quizzes/use-tapping';
import { Score } from '@/features/score/score';
import type { QuizRhythm } from '@/lib/api/schema';
import { Button } from '@/ui/button';
import { INPUT } from '@/ui/form/field';

import type { FieldProps } from './field';

/** The longest that the API takes. */
const MOST_LETTERS = 600;

/** A rhythm to tap to a click, or to write where the author lets one. */
export function Rhythm(props: FieldProps) {
  const { rhythm } = props.question;
  return rhythm && <Asked {...props} rhythm={rhythm} />;
}

function Asked({ question: { id }, errorId, rhythm }: FieldProps & { rhythm: QuizRhythm }) {
  const t = useTranslations('quiz.tap');
  const field = useId();
  const { answer, give } = useAnswer(id);
  const pad = useRef<HTMLButtonElement>(null);
  const starter = useRef<HTMLButtonElement>(null);
  const taps = answer?.rhythm?.taps;
  const { beat, taps: count, begin, tap, cancel } = useTapping(rhythm, (found) => give({ rhythm: { taps: found } }));
  const isRunning = beat !== null;
  const hasRun = useRef(false);
  useEffect(() => {
    // Each of the two stands in the other's place: the focus must not fall between them.
    if (isRunning) pad.current?.focus();
    else if (hasRun.current) starter.current?.focus();
    hasRun.current = isRunning;
  }, [isRunning]);

  const press = (event: KeyboardEvent) => {
    if (event.key !== ' ' && event.key !== 'Enter') return;
    event.preventDefault();
    if (!event.repeat) tap(event.timeStamp);
  };
  // Pointers have tapped as they came down. What has no pointer and no key is a helper's own way to press.
  const click = (event: MouseEvent) => event.detail === 0 && tap(event.timeStamp);

  return (
    <div className="space-y-4">
      <p className="text-sm text-muted">{t('tempo', { tempo: rhythm.tempo, beats: rhythm.beats, unit: rhythm.unit })}</p>
      {rhythm.abc && <Score format="abc" source={rhythm.abc} label={t('score')} />}
      <div className="space-y-3 noscript:hidden">
        <p className="text-sm text-muted">{t('how', { clicks: rhythm.count_in * rhythm.beats })}</p>
        {isRunning ? (
          <>
            <button
              ref={pad}
              type="button"
              onPointerDown={(event) => event.button === 0 && tap(event.timeStamp)}
              onKeyDown={press}
              onKeyUp={(event) => event.key === ' ' && event.preventDefault()}
              onClick={click}
              className="grid min-h-40 w-full touch-none place-items-center rounded-card border-2 border-ink bg-surface-2 p-4 text-center text-lg font-semibold text-ink select-none active:bg-surface"
            >
              {t('pad')}
            </button>
            {/* Heard by those who listen to the clicks; read out it would speak over them. */}
            <p className="flex items-center justify-between gap-3 text-sm">
              <span className="font-semibold tabular-nums">{t(beat.isCountIn ? 'count' : 'now', { count: beat.number })}</span>
              <span className="tabular-nums">{t('taps', { count })}</span>
              <Button look="quiet" onClick={cancel}>
                {t('stop')}
              </Button>
            </p>
          </>
        ) : (
          <Button ref={starter} onClick={begin}>{t(taps?.length ? 'again' : 'start')}</Button>
        )}
        <p role="status" className="text-sm text-ink">
          {!isRunning && taps && t('got', { count: taps.length })}
        </p>
      </div>
      <input type="hidden" name={fieldName(id, 'rhythm', 'taps')} value={taps?.join(',') ?? ''} />
      {rhythm.may_type ? (
        <div>
          <label htmlFor={field} className="mb-2 block text-sm font-semibold text-ink">
            <span className="noscript:hidden">{t('write')}</span>
            <span className="hidden noscript:inline">{t('writeOnly')}</span>
          </label>
          <input
            id={field}
            name={fieldName(id, 'rhythm', 'text')}
            value={answer?.rhythm?.text ?? ''}
            onChange={(event) => give({ rhythm: { text: event.target.value } })}
            maxLength={MOST_LETTERS}
            autoCapitalize="none"
            spellCheck={false}
            aria-invalid={errorId ? true : undefined}
            aria-describedby={[`${field}-hint`, errorId].filter(Boolean).join(' ')}
            className={`${INPUT} max-w-xl`}
          />
          <p id={`${field}-hint`} className="mt-2 text-sm text-muted">
            {t('writeHint')}
          </p>
        </div>
      ) : (
        <p className="hidden text-sm text-muted noscript:block">{t('needsScripts')}</p>
      )}
    </div>
  );
}
