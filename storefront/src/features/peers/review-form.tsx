'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';

import { WorkMedium } from '@/features/assignments/work-medium';
import type { PeerReviewOut } from '@/lib/api/schema';
import { asMoment } from '@/lib/moments';
import { Button } from '@/ui/button';
import { ActionForm } from '@/ui/form/action-form';
import { FieldErrors, INPUT, TextAreaField, TextField } from '@/ui/form/field';
import { HiddenFields } from '@/ui/form/hidden-fields';
import { SavingNote } from '@/ui/form/saving-note';
import { Submit } from '@/ui/form/submit';

import { givePeerReview } from './actions';
import { draftBody, REMARK_ROWS } from './review-body';
import { useReviewDraft } from './use-review-draft';

type Files = PeerReviewOut['work']['files'];

interface Row {
  file: string;
  at: string;
  words: string;
}

interface Props {
  review: Pick<PeerReviewOut, 'id' | 'rubric' | 'gives_marks' | 'most_points' | 'draft'>;
  files: Files;
}

/** The films and sounds of somebody's work, and the review of it, kept as one writes. Works without scripts. Needs the messages of forms, assignments and peers. */
export function ReviewForm({ review, files }: Props) {
  const t = useTranslations('peers');
  const tSaving = useTranslations('assignment.saving');
  const { draft } = review;
  const { state: saving, edition, keep } = useReviewDraft(review.id, draft?.edition ?? 0);
  const played = files.filter((file) => file.play_url !== null);
  const first = played[0]?.id ?? '';
  const [rows, setRows] = useState<Row[]>(() => [
    ...(draft?.remarks ?? []).map(({ file, at_ms, text }) => ({ file, at: asMoment(at_ms), words: text })),
    ...Array.from({ length: Math.max(1, 3 - (draft?.remarks.length ?? 0)) }, () => ({ file: first, at: '0:00', words: '' })),
  ].slice(0, REMARK_ROWS));
  const nameOf = (file: Files[number]) => t(`work.${file.kind}`, { number: file.number });

  function remarkAt(file: string, ms: number) {
    const free = rows.findIndex(({ words }) => !words.trim());
    const place = free < 0 ? Math.min(rows.length, REMARK_ROWS - 1) : free;
    const next = [...rows];
    next[place] = { file, at: asMoment(ms), words: next[place]?.words ?? '' };
    setRows(next);
    requestAnimationFrame(() => document.getElementById(`words-${place}`)?.focus());
  }

  const change = (place: number, part: Partial<Row>) => setRows(rows.map((row, each) => (each === place ? { ...row, ...part } : row)));

  return (
    <>
      {files.length > 0 && (
        <section aria-label={t('work.files')} className="space-y-6">
          {files.map((file) => (
            <div key={file.id} className="space-y-2">
              <h3 className="text-sm font-semibold text-ink">{nameOf(file)}</h3>
              {file.play_url === null ? (
                <p className="text-muted">{t('work.making', { name: nameOf(file) })}</p>
              ) : (
                <WorkMedium
                  file={{ kind: file.kind, name: nameOf(file), play_url: file.play_url, url: file.play_url, remarks: [] }}
                  atMoment={{ label: t('work.moment'), act: (ms) => remarkAt(file.id, ms) }}
                />
              )}
            </div>
          ))}
        </section>
      )}
      <section aria-labelledby="give" onInput={({ currentTarget }) => keep(draftBody(new FormData(currentTarget.querySelector('form') ?? undefined)))}>
        <h2 id="give" className="mb-4 text-xl">
          {t('form.title')}
        </h2>
        <ActionForm action={givePeerReview}>
          {(state) => (
            <>
              <HiddenFields fields={{ review: review.id, edition: String(edition) }} />
              {review.rubric.map((criterion) => (
                <fieldset key={criterion.id} className="space-y-1">
                  <legend className="mb-1 font-semibold text-ink">{criterion.title}</legend>
                  {criterion.levels.map((level) => (
                    <label key={level.id} className="flex min-h-11 items-start gap-3 py-2">
                      <input
                        type="radio"
                        name={`mark:${criterion.id}`}
                        value={level.id}
                        required
                        defaultChecked={(state.values?.[`mark:${criterion.id}`] ?? draft?.marks[criterion.id]) === level.id}
                        className="mt-0.5 size-5 shrink-0 accent-primary"
                      />
                      <span>
                        <span className="font-medium text-ink">{level.name}</span> <span className="text-sm text-muted">{t('pointsOnly', { points: level.points })}</span>
                        {level.description && <span className="block text-sm whitespace-pre-line">{level.description}</span>}
                      </span>
                    </label>
                  ))}
                </fieldset>
              ))}
              <FieldErrors name="marks" />
              {review.gives_marks && review.rubric.length === 0 && (
                <TextField name="points" label={t('form.points', { most: review.most_points })} type="number" min={0} max={review.most_points} step="any" inputMode="decimal" defaultValue={draft?.points ?? undefined} required />
              )}
              <TextAreaField name="text" label={t('form.text')} hint={t('form.textHint')} rows={6} maxLength={5000} defaultValue={draft?.text} required />
              {played.length > 0 && (
                <fieldset className="space-y-4">
                  <legend className="mb-2 font-semibold text-ink">{t('form.remarks')}</legend>
                  {rows.map((row, place) => (
                    <fieldset key={place} className="grid gap-3 sm:grid-cols-[10rem_6rem_minmax(0,1fr)]">
                      <legend className="sr-only">{t('form.remark', { number: place + 1 })}</legend>
                      <label className="text-sm">
                        {t('form.file')}
                        <select name={`file:${place}`} value={row.file} onChange={(event) => change(place, { file: event.target.value })} className={INPUT}>
                          {played.map((file) => (
                            <option key={file.id} value={file.id}>
                              {nameOf(file)}
                            </option>
                          ))}
                        </select>
                      </label>
                      <label className="text-sm">
                        {t('form.momentAt')}
                        <input name={`at:${place}`} value={row.at} onChange={(event) => change(place, { at: event.target.value })} className={INPUT} />
                      </label>
                      <label className="text-sm">
                        {t('form.words')}
                        <input
                          id={`words-${place}`}
                          name={`words:${place}`}
                          maxLength={1000}
                          value={row.words}
                          onChange={(event) => change(place, { words: event.target.value })}
                          className={INPUT}
                        />
                      </label>
                      <FieldErrors name={`at:${place}`} />
                    </fieldset>
                  ))}
                  <FieldErrors name="remarks" />
                </fieldset>
              )}
              <SavingNote state={saving}>{saving === 'untouched' ? '' : tSaving(saving)}</SavingNote>
              <div className="flex flex-wrap items-center gap-3">
                <Submit look="accent">{t('form.give')}</Submit>
                {/* With scripts it is kept as one writes. */}
                <noscript>
                  <Button type="submit" name="do" value="keep" look="outline" formNoValidate>
                    {t('form.keep')}
                  </Button>
                </noscript>
              </div>
              <p className="text-sm text-muted">{t('form.hint')}</p>
            </>
          )}
        </ActionForm>
      </section>
    </>
  );
}
