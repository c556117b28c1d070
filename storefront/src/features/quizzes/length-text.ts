import { getTranslations } from 'next-intl/server';

const HOUR = 60;
const DAY = 24 * HOUR;

/** So many minutes as one would say them: in days or hours where they are whole. */
export async function lengthText(minutes: number): Promise<string> {
  const t = await getTranslations('quiz.length');
  if (minutes % DAY === 0) return t('days', { count: minutes / DAY });
  if (minutes % HOUR === 0) return t('hours', { count: minutes / HOUR });
  return t('minutes', { count: minutes });
}
