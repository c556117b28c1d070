import { getTranslations } from 'next-intl/server';

import { Link } from '@/i18n/navigation';
import type { WorkOut } from '@/lib/api/schema';
import { Icon } from '@/ui/icon';
import { Moment } from '@/ui/moment';

import { assignmentPath } from './paths';

/** What one has to hand in and what came back, each leading to its page. */
export async function WorkList({ work }: { work: readonly WorkOut[] }) {
  const t = await getTranslations('assignment');
  return (
    <ul className="divide-y divide-hairline border-y border-hairline">
      {work.map((one) => (
        <li key={one.id}>
          <Link href={assignmentPath(one.course.slug, one.lesson.id, one.id)} prefetch={false} className="group flex min-h-16 flex-wrap items-center gap-x-6 gap-y-1 py-3">
            <span className="min-w-0 flex-1 basis-60">
              <span className="block font-semibold text-ink group-hover:underline">{one.title}</span>
              <span className="block text-sm text-muted">{one.course.title}</span>
            </span>
            <span className="text-sm">
              <span className={`block font-semibold ${one.state === 'accepted' ? 'text-success' : 'text-ink'}`}>
                {t(`states.${one.state}`)}
                {one.points !== null && ` · ${t('pointsOf', { points: one.points, most: one.most_points })}`}
              </span>
              {one.due_at && one.is_asked && one.handed_in_at === null && (
                <span className="block text-muted">{t.rich('dueShort', { day: () => <Moment at={one.due_at ?? ''} as="day" /> })}</span>
              )}
            </span>
            <Icon name="chevron-right" className="size-4 text-muted" />
          </Link>
        </li>
      ))}
    </ul>
  );
}
