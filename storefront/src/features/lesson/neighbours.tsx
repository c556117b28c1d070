import { getTranslations } from 'next-intl/server';

import { Link } from '@/i18n/navigation';
import type { NeighbourShape } from '@/lib/api/schema';
import { Icon } from '@/ui/icon';

import { lessonPath } from './paths';

interface Props {
  course: string;
  previous: NeighbourShape | null;
  next: NeighbourShape | null;
}

/** The lessons before and after. */
export async function Neighbours({ course, previous, next }: Props) {
  const t = await getTranslations('player');
  const box = 'group flex min-h-16 items-center gap-4 rounded-card bg-surface p-4 hover:bg-surface-2';
  return (
    <nav aria-label={t('neighbours')} className="grid gap-4 sm:grid-cols-2">
      {previous && (
        <Link href={lessonPath(course, previous.id)} prefetch={false} rel="prev" data-lesson="previous" className={box}>
          <Icon name="arrow-left" />
          <span className="min-w-0">
            <span className="block text-xs text-muted">{t('previous')}</span>
            <span className="font-semibold text-ink group-hover:underline">{previous.title}</span>
          </span>
        </Link>
      )}
      {next && (
        <Link href={lessonPath(course, next.id)} prefetch={false} rel="next" data-lesson="next" className={`${box} justify-end text-end sm:col-start-2`}>
          <span className="min-w-0">
            <span className="block text-xs text-muted">{t('next')}</span>
            <span className="font-semibold text-ink group-hover:underline">{next.title}</span>
          </span>
          <Icon name="arrow-right" />
        </Link>
      )}
    </nav>
  );
}
