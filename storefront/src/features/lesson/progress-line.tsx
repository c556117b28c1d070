'use client';

import { useTranslations } from 'next-intl';

import { Link } from '@/i18n/navigation';
import { signInPath } from '@/lib/next-path';
import { Icon } from '@/ui/icon';

import { useLessonSession } from './lesson-session';

/** How far the learner is in the course, and whether what they did has arrived. */
export function ProgressLine({ path }: { path: string }) {
  const t = useTranslations('player');
  const session = useLessonSession();
  if (!session?.learner) return null;
  const { percent, sendState } = session;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
      <div className="flex items-center gap-3">
        <progress value={percent} max={100} aria-label={t('courseProgress')} className="progress-bar w-24 sm:w-40" />
        <span className="font-semibold text-ink">{t('percent', { percent })}</span>
      </div>
      <p role="status" className="flex items-center gap-2 text-xs text-muted">
        {sendState === 'waiting' && (
          <>
            <Icon name="offline" className="size-4" />
            {t('sendWaiting')}
          </>
        )}
        {sendState === 'failed' && t('sendFailed')}
        {sendState === 'refused' && t('sendRefused')}
        {sendState === 'signed-out' && (
          <Link href={signInPath(path)} className="font-semibold text-accent-text underline">
            {t('sendSignedOut')}
          </Link>
        )}
      </p>
    </div>
  );
}
