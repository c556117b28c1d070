import { getTranslations } from 'next-intl/server';

import type { OutlineLesson } from '@/lib/api/schema';
import { Moment } from '@/ui/moment';

/** What is said of a lesson in a course's contents: that it is optional, and when it opens where that is not at once. */
export async function Pace({ lesson: { is_optional, opens } }: { lesson: Pick<OutlineLesson, 'is_optional' | 'opens'> }) {
  if (!is_optional && !opens) return null;
  const t = await getTranslations('shop.pace');
  const at = opens?.at;
  const days = opens?.after_days;
  return (
    <span className="block text-xs text-muted">
      {[
        is_optional && <span key="optional">{t('optional')}</span>,
        at && <span key="at">{t.rich('at', { moment: () => <Moment at={at} as="day" /> })}</span>,
        days && <span key="days">{t('afterDays', { days })}</span>,
        opens?.after_others && <span key="others">{t('afterOthers')}</span>,
      ]
        .filter(Boolean)
        .map((part, place) => [place > 0 && ' · ', part])}
    </span>
  );
}
