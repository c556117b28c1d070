'use client';

import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';

import { ask } from '@/lib/api/browser';
import type { PeopleToMentionOut, PersonToMentionOut } from '@/lib/api/schema';
import { INPUT } from '@/ui/form/field';
import { useField } from '@/ui/form/form-context';

/** Whom the text mentions: some of those who were heard in the course. With scripts the others are found by name. */
export function MentionField({ course, people: known }: { course: string; people: PersonToMentionOut[] }) {
  const t = useTranslations('questions.mention');
  const id = useId();
  const { errors, errorId } = useField('mentions');
  const [found, setFound] = useState(known);
  const [chosen, setChosen] = useState<PersonToMentionOut[]>([]);

  async function search(name: string) {
    const address = `/api/v1/courses/${encodeURIComponent(course)}/people-to-mention?q=${encodeURIComponent(name)}`;
    const answer = await ask<PeopleToMentionOut>(address as '/api/v1/courses/{slug}/people-to-mention').catch(() => null);
    if (answer) setFound(answer.people);
  }

  if (!known.length) return null;
  const shown = [...chosen, ...found.filter((person) => !chosen.some((each) => each.id === person.id))];
  return (
    <details>
      <summary className="flex min-h-11 cursor-pointer items-center text-sm font-semibold text-ink">{t('title')}</summary>
      <fieldset className="mt-1 space-y-1" aria-describedby={errors.length ? errorId : undefined}>
        <legend className="text-sm text-muted">{t('hint')}</legend>
        <div className="noscript:hidden">
          <label htmlFor={`${id}-search`} className="sr-only">
            {t('search')}
          </label>
          <input id={`${id}-search`} type="search" placeholder={t('search')} maxLength={80} onChange={(event) => void search(event.target.value)} className={INPUT} />
        </div>
        {shown.map((person) => (
          <label key={person.id} className="flex min-h-11 cursor-pointer items-center gap-3 text-sm text-ink">
            <input
              type="checkbox"
              name="mentions"
              value={person.id}
              checked={chosen.some((each) => each.id === person.id)}
              onChange={(event) =>
                setChosen((before) => (event.target.checked ? [...before, person] : before.filter((each) => each.id !== person.id)))
              }
              className="size-5 shrink-0 accent-primary"
            />
            {person.name}
            {person.is_teacher && <span className="text-muted">{t('teacher')}</span>}
          </label>
        ))}
        {errors.length > 0 && (
          <p id={errorId} className="text-sm font-medium text-error">
            {errors.join(' ')}
          </p>
        )}
      </fieldset>
    </details>
  );
}
