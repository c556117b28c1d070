import { getTranslations } from 'next-intl/server';

import { Link } from '@/i18n/navigation';
import type { PracticeOut } from '@/lib/api/schema';
import { Icon } from '@/ui/icon';

import { PRACTICE } from './paths';

/** How this week goes, in a line, and the way to the rest. */
export async function PracticeSummary({ practice }: { practice: PracticeOut }) {
  const t = await getTranslations('practice');
  const week = practice.weeks.at(-1);
  const practised = week?.practised ?? 0;
  const needed = week?.needed ?? 0;
  const parts = [needed > 0 ? t('ofDaysThisWeek', { practised, needed }) : t('daysThisWeek', { count: practised })];
  if (practice.streak.weeks > 0) parts.push(t('weeksInARow', { count: practice.streak.weeks }));
  return (
    <p className="mt-6">
      <Link href={PRACTICE} prefetch={false} className="inline-flex min-h-11 items-center gap-3 rounded-card bg-surface px-4 py-2 text-sm font-semibold text-ink hover:bg-surface-2">
        <Icon name="calendar" className="size-5 text-muted" />
        <span>
          {parts.join(' · ')}
          <span className="block font-normal text-muted">{t('toPractice')}</span>
        </span>
      </Link>
    </p>
  );
}
