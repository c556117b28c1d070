import { getTranslations } from 'next-intl/server';

import type { CourseInHandOut, EntryOut } from '@/lib/api/schema';
import { ActionForm } from '@/ui/form/action-form';
import { SelectField, TextField } from '@/ui/form/field';
import { HiddenFields } from '@/ui/form/hidden-fields';
import { Saved } from '@/ui/form/saved';
import { Submit } from '@/ui/form/submit';

import { keepEntry } from './actions';

interface Props {
  /** Under which it is kept: sent twice it is there once. */
  id: string;
  today: string;
  courses: CourseInHandOut[];
  entry?: EntryOut;
}

/** What was practised, when and for how long. */
export async function EntryForm({ id, today, courses, entry }: Props) {
  const t = await getTranslations('practice');
  const known = courses.map(({ document }) => ({ slug: document.slug, title: document.title }));
  // It may be one that is theirs no more.
  if (entry?.course_slug && !known.some(({ slug }) => slug === entry.course_slug)) known.push({ slug: entry.course_slug, title: entry.course_title ?? '' });
  return (
    <ActionForm action={keepEntry} clears={!entry} className="space-y-4">
      <HiddenFields fields={{ id, ...(entry?.lesson && { lesson: entry.lesson }) }} />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField name="day" type="date" label={t('day')} required defaultValue={entry?.day ?? today} />
        <TextField name="minutes" type="number" label={t('minutes')} required min={1} max={1440} inputMode="numeric" defaultValue={entry?.minutes} />
      </div>
      <TextField name="what" label={t('what')} required maxLength={80} defaultValue={entry?.what} />
      <TextField name="note" label={t('note')} maxLength={300} defaultValue={entry?.note} />
      {known.length > 0 && (
        <SelectField name="course" label={t('course')} defaultValue={entry?.course_slug ?? ''}>
          <option value="">{t('noCourse')}</option>
          {known.map(({ slug, title }) => (
            <option key={slug} value={slug}>
              {title}
            </option>
          ))}
        </SelectField>
      )}
      <div className="flex flex-wrap items-center gap-4">
        <Submit look={entry ? 'outline' : 'primary'}>{t(entry ? 'save' : 'writeDown')}</Submit>
        <Saved>{t('saved')}</Saved>
      </div>
    </ActionForm>
  );
}
