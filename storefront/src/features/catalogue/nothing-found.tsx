import { getTranslations } from 'next-intl/server';

import { findCourses } from '@/features/courses/api';
import { CourseGrid } from '@/features/courses/course-grid';
import { Link } from '@/i18n/navigation';
import { buttonClass } from '@/ui/button';

import type { Chip } from './chips';

/** What to do when nothing matches the `words` and filters: one of them less, or what others learn. */
export async function NothingFound({ chips, words }: { chips: Chip[]; words: string }) {
  const [t, popular] = await Promise.all([getTranslations('shop'), findCourses({ page_size: 3 })]);
  return (
    <>
      <div className="rounded-card bg-surface p-6 sm:p-10">
        <h3 className="text-2xl">{t('emptyTitle')}</h3>
        <p className="mt-2 max-w-xl">{t(words ? 'emptyTextSearched' : 'emptyText')}</p>
        {chips.length > 0 && (
          <ul className="mt-6 flex flex-wrap gap-2">
            {chips.map(({ name, href }) => (
              <li key={href}>
                <Link href={href} prefetch={false} className={buttonClass('outline')}>
                  {chips.length === 1 && words ? t('emptyAll') : t('emptyWithout', { name })}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </div>
      {popular.results.length > 0 && (
        <>
          <h3 className="mt-14 mb-6 text-2xl">{t('emptyPopular')}</h3>
          <CourseGrid cards={popular.results} />
        </>
      )}
    </>
  );
}
