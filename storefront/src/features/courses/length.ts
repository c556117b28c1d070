import type { getTranslations } from 'next-intl/server';

import { splitMinutes } from '@/lib/duration';

type Translate = Awaited<ReturnType<typeof getTranslations<'shop'>>>;

/** A length as people read it: 4 h 20 min; nothing where nobody said how long it takes. */
export function lengthText(t: Translate, total: number): string {
  const { hours, minutes } = splitMinutes(total);
  if (!hours && !minutes) return '';
  if (!hours) return t('minutes', { minutes });
  return minutes ? t('hoursMinutes', { hours, minutes }) : t('hours', { hours });
}

/** How many, and how long if that is known: 14 lessons, 2 h 57 min. */
export function withLength(t: Translate, count: string, total: number): string {
  return [count, lengthText(t, total)].filter(Boolean).join(', ');
}
