'use client';

import { useTranslations } from 'next-intl';

import { useLessonSession } from './lesson-session';
import { SendState } from './send-state';

/** How far the learner is in the course, and whether what they did has arrived. */
export function ProgressLine({ path }: { path: string }) {
  const t = useTranslations('player');
  const session = useLessonSession();
  if (!session?.learner) return null;
  const { percent } = session;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
      <div className="flex items-center gap-3">
        <progress value={percent} max={100} aria-label={t('courseProgress')} className="progress-bar w-24 sm:w-40" />
        <span className="font-semibold text-ink">{t('percent', { percent })}</span>
      </div>
      <p role="status" className="flex items-center gap-2 text-xs text-muted">
        <SendState path={path} />
      </p>
    </div>
  );
}
