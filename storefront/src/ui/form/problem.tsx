'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

import { Link } from '@/i18n/navigation';
import type { FormState } from '@/lib/forms';
import { Alert } from '@/ui/alert';

/** Why a form was not taken, and the way out of it where there is one. */
export function Problem({ state, waysOut = {} }: { state: FormState; waysOut?: Record<string, ReactNode> }) {
  const sentence = useSentence(state);
  const t = useTranslations('forms');
  // Whatever form it is that meets it.
  const way = waysOut[state.reason ?? ''] ?? (state.reason === 'account_suspended' && <Link href="/contact">{t('writeToUs')}</Link>);
  return (
    <Alert look="error" role="alert" tabIndex={-1} data-problem>
      <p>{sentence}</p>
      {way && <p className="mt-1 font-semibold underline underline-offset-4">{way}</p>}
    </Alert>
  );
}

const HOUR = 3600;

function useSentence({ reason, message, retryAfterSeconds = 60 }: FormState): string {
  const t = useTranslations('forms');
  if (reason === 'rate_limited' || reason === 'wait_before_next_attempt') {
    const wait =
      retryAfterSeconds < 60
        ? t('waitSeconds', { count: retryAfterSeconds })
        : retryAfterSeconds > 2 * HOUR
          ? t('waitHours', { count: Math.ceil(retryAfterSeconds / HOUR) })
          : t('waitMinutes', { count: Math.ceil(retryAfterSeconds / 60) });
    return t(`problems.${reason}`, { wait });
  }
  const key = `problems.${reason}` as 'problems.invalid';
  return reason && t.has(key) ? t(key) : (message ?? t('problems.unavailable'));
}
