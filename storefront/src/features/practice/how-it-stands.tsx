import { getTranslations } from 'next-intl/server';

import type { PracticeOut } from '@/lib/api/schema';

/** The running week and the streak, in words. */
export async function HowItStands({ practice }: { practice: PracticeOut }) {
  const t = await getTranslations('practice');
  const { streak } = practice;
  const week = practice.weeks.at(-1);
  const practised = week?.practised ?? 0;
  const needed = week?.needed ?? 0;
  return (
    <dl className="grid gap-4 sm:grid-cols-3">
      <Figure name={t('thisWeek')}>{needed > 0 ? t('ofDays', { practised, needed }) : t('days', { count: practised })}</Figure>
      <Figure name={t('streak')} note={t('longest', { count: streak.longest })}>
        {t('weeks', { count: streak.weeks })}
      </Figure>
      <Figure name={t('spareDays')} note={t('spareNote')}>
        {t('days', { count: streak.spare_days })}
      </Figure>
    </dl>
  );
}

function Figure({ name, note, children }: { name: string; note?: string; children: string }) {
  return (
    <div className="rounded-card bg-surface p-4">
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="mt-1 text-xl font-semibold text-ink">{children}</dd>
      {note && <dd className="mt-1 text-sm text-muted">{note}</dd>}
    </div>
  );
}
