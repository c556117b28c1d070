import { getFormatter, getLocale, getTranslations } from 'next-intl/server';

import { Link } from '@/i18n/navigation';
import type { CourseOut } from '@/lib/api/schema';
import { formatMonth } from '@/lib/dates';
import { Breadcrumb } from '@/ui/breadcrumb';
import { Icon } from '@/ui/icon';
import { Rating } from '@/ui/rating';

import { courseCrumbs } from './crumbs';
import { languageName } from './language-name';

/** Where we are, what it is called and promises, and what is known about it. */
export async function CourseHead({ course }: { course: CourseOut }) {
  const { document, live } = course;
  const [t, format, locale] = await Promise.all([getTranslations('shop'), getFormatter(), getLocale()]);
  const average = format.number(live.rating.average, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const names = [document.producer, ...document.co_authors];
  return (
    <header>
      <Breadcrumb label={t('breadcrumb')} crumbs={courseCrumbs(document, t('allCourses'))} />
      <h1 className="title-course mt-4">{document.title}</h1>
      <p className="mt-5 max-w-2xl text-lg sm:text-xl">{document.summary}</p>
      <p className="mt-5 flex flex-wrap items-center gap-x-1.5">
        {names.map(({ name, slug }, place) => (
          <span key={name} className="flex items-center gap-x-1.5">
            {place > 0 && '·'}
            {slug ? (
              <Link href={`/artists/${slug}`} prefetch={false} className="inline-flex min-h-11 items-center font-semibold text-ink underline underline-offset-4">
                {name}
              </Link>
            ) : (
              <span className="font-semibold text-ink">{name}</span>
            )}
          </span>
        ))}
      </p>
      <ul className="mt-1 flex flex-wrap items-center gap-x-5 gap-y-1 text-sm text-muted">
        {live.rating.count > 0 && (
          <li>
            <a href="#reviews" className="inline-flex min-h-11 items-center hover:underline">
              <Rating average={average} count={live.rating.count} label={`${t('rated', { average, count: live.rating.count })}, ${t('course.toReviews')}`} />
            </a>
          </li>
        )}
        {live.learners > 0 && (
          <li className="flex items-center gap-1.5">
            <Icon name="users" className="size-4" />
            {t('course.learners', { count: live.learners })}
          </li>
        )}
        <li className="flex items-center gap-1.5">
          <Icon name="calendar" className="size-4" />
          {t('course.updated', { date: formatMonth(document.updated_at, locale) })}
        </li>
        <li className="flex items-center gap-1.5">
          <Icon name="globe" className="size-4" />
          {languageName(document.language, locale)}
        </li>
      </ul>
    </header>
  );
}
