'use client';

import { useRef, useState, type FormEvent } from 'react';

import { useKnownReview, useSeat } from '@/features/seat/seat';
import { ask } from '@/lib/api/browser';
import { ApiError } from '@/lib/api/errors';
import type { MyReviewOut } from '@/lib/api/schema';
import { Button } from '@/ui/button';
import { FieldError } from '@/ui/field-error';
import { Icon } from '@/ui/icon';
import { Stars } from '@/ui/rating';

export interface MyReviewLabels {
  title: string;
  write: string;
  edit: string;
  remove: string;
  removeSure: string;
  removeYes: string;
  stars: string;
  text: string;
  textHelp: string;
  save: string;
  saving: string;
  cancel: string;
  saved: string;
  removed: string;
  hidden: string;
  starsNeeded: string;
  failed: string;
  /** From one star to five. */
  starNames: string[];
}

type Mode = 'reading' | 'writing' | 'saving' | 'removing';

/** One's own review of a course that one has or had a seat in: written, edited, taken back. Nothing for others. */
export function MyReview({ slug, labels }: { slug: string; labels: MyReviewLabels }) {
  const seat = useSeat();
  const address = `/api/v1/courses/${encodeURIComponent(slug)}/reviews/mine` as const;
  const known = useKnownReview();
  const [changed, setMine] = useState<MyReviewOut | null | undefined>(undefined);
  const mine = changed === undefined ? known : changed;
  const [mode, setMode] = useState<Mode>('reading');
  const [said, setSaid] = useState('');
  const [wrong, setWrong] = useState<{ stars?: string; text?: string; all?: string }>({});
  const opener = useRef<HTMLButtonElement>(null);

  if (!seat) return null;

  function finish(review: MyReviewOut | null, words: string) {
    setMine(review);
    setMode('reading');
    setSaid(words);
    requestAnimationFrame(() => opener.current?.focus());
  }

  function refused(error: unknown) {
    setMode(mode === 'removing' ? 'reading' : 'writing');
    const refusal = error instanceof ApiError ? error : undefined;
    const known = refusal && refusal.status >= 400 && refusal.status < 500;
    setWrong({ stars: refusal?.fields.stars?.[0], text: refusal?.fields.text?.[0], all: known ? refusal.message : labels.failed });
  }

  async function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const stars = Number(form.get('stars'));
    if (!stars) {
      setWrong({ stars: labels.starsNeeded });
      event.currentTarget.querySelector<HTMLElement>('input[name=stars]')?.focus();
      return;
    }
    setWrong({});
    setMode('saving');
    await ask<MyReviewOut>(address, { method: 'PUT', body: { stars, text: form.get('text') } }).then(
      (review) => finish(review, labels.saved),
      refused,
    );
  }

  async function remove() {
    setWrong({});
    await ask(address, { method: 'DELETE' })
      .catch((error: unknown) => {
        // Taken back before, from another page: that is what was wanted.
        if (!isMissing(error)) throw error;
      })
      .then(() => finish(null, labels.removed), refused);
  }

  return (
    <section aria-labelledby="my-review" className="mb-10 rounded-card bg-surface p-6">
      <h3 id="my-review" className="text-lg">
        {labels.title}
      </h3>
      <p role="status" className="text-sm text-success">
        {said}
      </p>
      {mode === 'writing' || mode === 'saving' ? (
        <Form mine={mine} wrong={wrong} isSaving={mode === 'saving'} labels={labels} onSubmit={save} onCancel={() => finish(mine, '')} />
      ) : (
        <>
          {mine && (
            <div className="mt-2">
              <Stars stars={mine.stars} label={labels.starNames[mine.stars - 1] ?? ''} />
              {mine.text && <p className="mt-1 max-w-2xl leading-relaxed break-words whitespace-pre-line">{mine.text}</p>}
              {mine.is_hidden && <p className="mt-2 text-sm text-warning">{labels.hidden}</p>}
            </div>
          )}
          {wrong.all && <FieldError>{wrong.all}</FieldError>}
          <div className="mt-4 flex flex-wrap items-center gap-3">
            {mode === 'removing' ? (
              <>
                <p className="text-sm font-semibold text-ink">{labels.removeSure}</p>
                <Button autoFocus look="primary" onClick={remove}>
                  {labels.removeYes}
                </Button>
                <Button look="quiet" onClick={() => finish(mine, '')}>
                  {labels.cancel}
                </Button>
              </>
            ) : (
              <>
                <Button
                  ref={opener}
                  look="outline"
                  onClick={() => {
                    setSaid('');
                    setWrong({});
                    setMode('writing');
                  }}
                >
                  <Icon name="pencil" />
                  {mine ? labels.edit : labels.write}
                </Button>
                {mine && (
                  <Button look="quiet" onClick={() => setMode('removing')}>
                    {labels.remove}
                  </Button>
                )}
              </>
            )}
          </div>
        </>
      )}
    </section>
  );
}

const isMissing = (error: unknown) => error instanceof ApiError && error.status === 404;

interface FormProps {
  mine: MyReviewOut | null;
  wrong: { stars?: string; text?: string; all?: string };
  isSaving: boolean;
  labels: MyReviewLabels;
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  onCancel: () => void;
}

function Form({ mine, wrong, isSaving, labels, onSubmit, onCancel }: FormProps) {
  const [stars, setStars] = useState(mine?.stars ?? 0);
  return (
    <form onSubmit={onSubmit} noValidate className="mt-3">
      <fieldset aria-describedby={wrong.stars && 'my-stars'}>
        <legend className="text-sm font-semibold text-ink">{labels.stars}</legend>
        <div className="-ms-2 flex text-accent-text">
          {labels.starNames.map((name, place) => (
            <label key={name} className="relative grid size-11 cursor-pointer place-items-center rounded-full has-focus-visible:outline-3 has-focus-visible:outline-focus">
              <input
                type="radio"
                name="stars"
                value={place + 1}
                checked={stars === place + 1}
                onChange={() => setStars(place + 1)}
                autoFocus={place + 1 === Math.max(1, stars)}
                className="absolute inset-0 cursor-pointer opacity-0"
              />
              <Icon name="star" className={`size-7 ${place < stars ? 'fill-current' : ''}`} />
              <span className="sr-only">{name}</span>
            </label>
          ))}
        </div>
        {wrong.stars && <FieldError id="my-stars">{wrong.stars}</FieldError>}
      </fieldset>
      <label className="mt-4 block text-sm font-semibold text-ink">
        {labels.text}
        <textarea
          name="text"
          rows={5}
          maxLength={5000}
          defaultValue={mine?.text}
          aria-describedby={`my-text-help${wrong.text ? ' my-text' : ''}`}
          className="mt-2 block w-full max-w-2xl rounded-card border border-control bg-bg p-3 text-base font-normal text-ink"
        />
      </label>
      <p id="my-text-help" className="mt-1 text-sm text-muted">
        {labels.textHelp}
      </p>
      {wrong.text && <FieldError id="my-text">{wrong.text}</FieldError>}
      {wrong.all && <FieldError>{wrong.all}</FieldError>}
      <div className="mt-4 flex flex-wrap gap-3">
        <Button type="submit" aria-disabled={isSaving}>
          {isSaving ? labels.saving : labels.save}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {labels.cancel}
        </Button>
      </div>
    </form>
  );
}
