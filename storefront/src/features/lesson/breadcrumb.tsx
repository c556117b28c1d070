import { getTranslations } from 'next-intl/server';

import { Link } from '@/i18n/navigation';
import { Icon } from '@/ui/icon';

interface Props {
  course: { slug: string; title: string };
  /** Where the course's page is. */
  href: string;
  chapter: string | null;
  lesson: string;
}

/** Where a lesson stands in its course. */
export async function LessonBreadcrumb({ course, href, chapter, lesson }: Props) {
  const t = await getTranslations('player');
  const gap = <Icon name="chevron-right" className="size-3.5 text-muted" />;
  return (
    <nav aria-label={t('breadcrumb')} className="min-w-0 text-sm">
      <ol className="flex flex-wrap items-center gap-x-2 wrap-anywhere">
        <li>
          <Link href={href} prefetch={false} className="inline-flex min-h-11 items-center font-semibold text-ink hover:underline">
            {course.title}
          </Link>
        </li>
        {chapter && (
          <li className="inline-flex items-center gap-2 text-muted max-sm:hidden">
            {gap}
            {chapter}
          </li>
        )}
        <li aria-current="page" className="inline-flex items-center gap-2 text-muted max-lg:hidden">
          {gap}
          {lesson}
        </li>
      </ol>
    </nav>
  );
}
