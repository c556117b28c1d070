'use client';

import { useTranslations } from 'next-intl';

import { Link } from '@/i18n/navigation';
import { signInPath, SUSPENDED_PATH } from '@/lib/next-path';
import { Icon } from '@/ui/icon';

import { useLessonSession } from './lesson-session';

/** What became of what the learner did, where it has not arrived; `path` is the lesson's own. */
export function SendState({ path }: { path: string }) {
  const t = useTranslations('player');
  const sendState = useLessonSession()?.sendState;
  if (sendState === 'waiting') {
    return (
      <>
        <Icon name="offline" className="size-4 shrink-0" />
        {t('sendWaiting')}
      </>
    );
  }
  if (sendState === 'failed') return t('sendFailed');
  if (sendState === 'refused') return t('sendRefused');
  if (sendState !== 'signed-out' && sendState !== 'suspended') return null;
  const isSuspended = sendState === 'suspended';
  return (
    <Link href={isSuspended ? SUSPENDED_PATH : signInPath(path)} className="font-semibold text-accent-text underline">
      {t(isSuspended ? 'sendSuspended' : 'sendSignedOut')}
    </Link>
  );
}
