import { getTranslations } from 'next-intl/server';

import { lessonPath } from '@/features/lesson/paths';
import { Link } from '@/i18n/navigation';
import type { NoteFoundOut } from '@/lib/api/schema';
import { formatClock } from '@/lib/player/clock';
import { momentHash } from '@/lib/player/moments';
import { LONGEST_NOTE } from '@/lib/player/notes';
import { ActionForm } from '@/ui/form/action-form';
import { ButtonForm } from '@/ui/form/button-form';
import { TextAreaField } from '@/ui/form/field';
import { HiddenFields } from '@/ui/form/hidden-fields';
import { Submit } from '@/ui/form/submit';

import { changeNote, forgetNote } from './actions';

/** One note: what it says, the way to its moment, and how to change it. */
export async function NoteEntry({ note }: { note: NoteFoundOut }) {
  const t = await getTranslations('notes');
  const clock = formatClock(note.at_ms / 1000);
  const sends = { lesson: note.lesson, note: note.id };
  const lesson = note.lesson_title ?? note.course_title;
  return (
    <li className="py-5">
      <p className="text-sm text-muted">
        {note.course_title} · {lesson}
      </p>
      <p className="mt-2 break-words whitespace-pre-line text-ink">{note.text}</p>
      <p className="mt-2 text-sm">
        {note.is_open ? (
          <Link
            href={lessonPath(note.course_slug, note.lesson) + momentHash({ block: note.block, seconds: note.at_ms / 1000 })}
            prefetch={false}
            className="inline-flex min-h-11 items-center font-semibold text-accent-text underline underline-offset-4"
          >
            {t('toMoment', { clock, lesson })}
          </Link>
        ) : (
          <span className="text-muted">{t('closed', { clock })}</span>
        )}
      </p>
      <details className="mt-1">
        <summary className="inline-flex min-h-11 cursor-pointer items-center text-sm font-semibold text-ink">{t('change')}</summary>
        <div className="mt-2 space-y-3">
          <ActionForm action={changeNote} className="space-y-3">
            <HiddenFields fields={sends} />
            <TextAreaField name="text" label={t('text')} rows={3} maxLength={LONGEST_NOTE} required defaultValue={note.text} />
            <Submit look="outline">{t('save')}</Submit>
          </ActionForm>
          <ButtonForm action={forgetNote} sends={sends} look="quiet" label={t('forgetThis', { clock, lesson })}>
            {t('forget')}
          </ButtonForm>
        </div>
      </details>
    </li>
  );
}
