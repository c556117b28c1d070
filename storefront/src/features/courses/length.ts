import type { getTranslations } from 'next-intl/server';

import { splitMinutes } from '@/lib/duration';

type Translate = Awaited<ReturnType<typeof getTranslations<'shop'>>>;

/** A length as people read it: 4 h 20 min. */
export function lengthText(t: Translate, total: number): string {
  const { hours, minutes } = splitMinutes(total);
  if (!hours) return t('minutes', { minutes });
  return minutes ? t('hoursMinutes', { hours, minutes }) : t('hours', { hours });
}
