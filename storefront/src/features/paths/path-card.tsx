import { getTranslations } from 'next-intl/server';

import { Collage } from '@/features/bundles/collage';
import { Link } from '@/i18n/navigation';
import type { PathCardOut } from '@/lib/api/schema';

import { pathPath } from './paths';

/** A path in a list. The whole card is one link. */
export async function PathCard({ path, priority }: { path: PathCardOut; priority?: boolean }) {
  const t = await getTranslations('paths');
  const { slug, kind, title, promise, courses, valid_months: months } = path;
  const facts = [t(`kinds.${kind}`), t('courses', { count: courses.length }), ...(months ? [t('holds', { months })] : [])];
  return (
    <article className="group relative flex flex-col">
      <Collage courses={courses} priority={priority} />
      <p className="mt-3 text-xs font-semibold text-muted">{facts.join(' · ')}</p>
      <h2 className="mt-1 text-lg">
        <Link
          href={pathPath(slug)}
          prefetch={false}
          className="after:absolute after:inset-0 group-hover:underline group-hover:decoration-2 group-hover:underline-offset-4"
        >
          {title}
        </Link>
      </h2>
      <p className="mt-2 line-clamp-3 text-sm">{promise}</p>
    </article>
  );
}
