import { getFormatter, getTranslations } from 'next-intl/server';

import type { CourseInHandOut, EntryOut } from '@/lib/api/schema';
import { ButtonForm } from '@/ui/form/button-form';

import { forgetEntry } from './actions';
import { EntryForm } from './entry-form';
import { noonOf } from './heat';

/** What was written down, the last day first. */
export async function Log({ entries, today, courses }: { entries: EntryOut[]; today: string; courses: CourseInHandOut[] }) {
  const [t, format] = await Promise.all([getTranslations('practice'), getFormatter()]);
  return (
    <ul className="divide-y divide-hairline border-y border-hairline">
      {entries.map((entry) => {
        const day = format.dateTime(noonOf(entry.day), { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
        return (
          <li key={entry.id} className="py-4">
            <p className="text-sm text-muted">
              <time dateTime={entry.day}>{day}</time> · {t('minutesOf', { minutes: entry.minutes })}
            </p>
            <p className="mt-1 font-semibold break-words text-ink">{entry.what}</p>
            {entry.note && <p className="mt-1 break-words">{entry.note}</p>}
            {entry.course_title && <p className="mt-1 text-sm break-words text-muted">{entry.course_title}</p>}
            <details className="mt-1">
              <summary className="inline-flex min-h-11 cursor-pointer items-center text-sm font-semibold text-ink">
                {t('change')}
                <span className="sr-only">
                  : {entry.what}, {day}
                </span>
              </summary>
              <div className="mt-2 space-y-3">
                <EntryForm id={entry.id} today={today} courses={courses} entry={entry} />
                <ButtonForm action={forgetEntry} sends={{ id: entry.id }} look="quiet" label={t('forgetThis', { what: entry.what, day })}>
                  {t('forget')}
                </ButtonForm>
              </div>
            </details>
          </li>
        );
      })}
    </ul>
  );
}
