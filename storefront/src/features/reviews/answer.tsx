'use client';

import { useRef, useState, type FormEvent } from 'react';

import { useTeachesIt } from '@/features/seat/seat';
import { ask } from '@/lib/api/browser';
import { ApiError } from '@/lib/api/errors';
import type { ReviewOut } from '@/lib/api/schema';
import { Button } from '@/ui/button';
import { FieldError } from '@/ui/field-error';
import { Icon } from '@/ui/icon';

export interface AnswerLabels {
  /** Above an answer: whose it is. */
  by: string;
  write: string;
  edit: string;
  text: string;
  textHelp: string;
  save: string;
  saving: string;
  cancel: string;
  saved: string;
  removed: string;
  failed: string;
}

interface Props {
  review: Pick<ReviewOut, 'id' | 'answer' | 'learner'>;
  labels: AnswerLabels;
}

/** The answer to a review; who teaches the course writes it here. */
export function Answer({ review, labels }: Props) {
  const teachesIt = useTeachesIt();
  const [answer, setAnswer] = useState(review.answer);
  const [mode, setMode] = useState<'reading' | 'writing' | 'saving'>('reading');
  const [said, setSaid] = useState('');
  const [wrong, setWrong] = useState('');
  const opener = useRef<HTMLButtonElement>(null);
  const field = `answer-${review.id}`;

  function close(words: string) {
    setMode('reading');
    setWrong('');
    setSaid(words);
    requestAnimationFrame(() => opener.current?.focus());
  }

  async function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget).get('answer'));
    setWrong('');
    setMode('saving');
    try {
      const kept = await ask<ReviewOut>(`/api/v1/reviews/${review.id}/answer`, { method: 'PUT', body: { answer: text } });
      setAnswer(kept.answer);
      close(kept.answer ? labels.saved : labels.removed);
    } catch (error) {
      const isRefusal = error instanceof ApiError && error.status >= 400 && error.status < 500;
      setWrong(isRefusal ? (error.fields.answer?.[0] ?? error.message) : labels.failed);
      setMode('writing');
    }
  }

  return (
    <>
      {answer && mode === 'reading' && (
        <div className="mt-4 max-w-2xl border-s-3 border-accent ps-4">
          <p className="text-sm font-semibold text-ink">{labels.by}</p>
          <p className="mt-1 leading-relaxed break-words whitespace-pre-line">{answer}</p>
        </div>
      )}
      {teachesIt && (
        <>
          <p role="status" className="text-sm text-success">
            {said}
          </p>
          {mode === 'reading' ? (
            <Button ref={opener} look="outline" className="mt-3" onClick={() => setMode('writing')}>
              <Icon name="pencil" />
              {answer ? labels.edit : labels.write}
              <span className="sr-only">: {review.learner}</span>
            </Button>
          ) : (
            <form onSubmit={save} className="mt-4 max-w-2xl">
              <label htmlFor={field} className="block text-sm font-semibold text-ink">
                {labels.text}
              </label>
              <textarea
                id={field}
                name="answer"
                rows={4}
                maxLength={5000}
                defaultValue={answer}
                autoFocus
                aria-describedby={`${field}-help`}
                className="mt-2 block w-full rounded-card border border-control bg-bg p-3 text-base text-ink"
              />
              <p id={`${field}-help`} className="mt-1 text-sm text-muted">
                {labels.textHelp}
              </p>
              {wrong && <FieldError>{wrong}</FieldError>}
              <div className="mt-4 flex flex-wrap gap-3">
                <Button type="submit" aria-disabled={mode === 'saving'}>
                  {mode === 'saving' ? labels.saving : labels.save}
                </Button>
                <Button look="quiet" onClick={() => close('')}>
                  {labels.cancel}
                </Button>
              </div>
            </form>
          )}
        </>
      )}
    </>
  );
}
