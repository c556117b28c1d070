import { getTranslations } from 'next-intl/server';

import { Link } from '@/i18n/navigation';
import type { CourseWithNotesOut } from '@/lib/api/schema';
import { buttonClass } from '@/ui/button';

import { NOTES_PAGE } from './paths';

const FIELD = 'block min-h-12 w-full rounded-card border border-control bg-bg px-4 py-2.5 text-ink';

interface Props {
  q: string;
  course: string;
  courses: CourseWithNotesOut[];
}

/** Looks the notes through, in the address alone: it works without scripts and can be gone back to. */
export async function NoteSearch({ q, course, courses }: Props) {
  const t = await getTranslations('notes');
  return (
    <form role="search" method="get" className="mb-6 grid items-end gap-4 sm:grid-cols-[1fr_1fr_auto]">
      <label className="text-sm font-semibold text-ink">
        <span className="mb-2 block">{t('words')}</span>
        <input type="search" name="q" defaultValue={q} maxLength={200} className={FIELD} />
      </label>
      <label className="text-sm font-semibold text-ink">
        <span className="mb-2 block">{t('course')}</span>
        <select name="course" defaultValue={course} className={FIELD}>
          <option value="">{t('allCourses')}</option>
          {courses.map(({ slug, title, number }) => (
            <option key={slug} value={slug}>
              {t('courseOption', { title, number })}
            </option>
          ))}
        </select>
      </label>
      <div className="flex gap-2">
        <button type="submit" className={buttonClass('outline')}>
          {t('find')}
        </button>
        {(q || course) && (
          <Link href={NOTES_PAGE} prefetch={false} className={buttonClass('quiet')}>
            {t('all')}
          </Link>
        )}
      </div>
    </form>
  );
}
