import { getTranslations } from 'next-intl/server';

import { asMoment } from '@/lib/moments';
import type { GivenPeerReviewOut } from '@/lib/api/schema';

/** The words, levels and remarks of a review; `names` are what its films and sounds are called here. */
export async function GivenReview({ review, names }: { review: GivenPeerReviewOut; names?: ReadonlyMap<string, string> }) {
  const t = await getTranslations('peers');
  return (
    <div className="space-y-4">
      {review.points !== null && <p className="font-semibold text-ink">{t('points', { points: review.points, most: review.most_points })}</p>}
      {review.marks.length > 0 && (
        <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-2">
          {review.marks.map((mark) => (
            <div key={mark.criterion}>
              <dt className="text-sm text-muted">{mark.criterion}</dt>
              <dd className="font-medium text-ink">
                {mark.level} <span className="text-sm font-normal text-muted">{t('points', { points: mark.points, most: mark.most_points })}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
      <p className="break-words whitespace-pre-line">{review.text}</p>
      {review.remarks.length > 0 && (
        <ul className="space-y-2">
          {review.remarks.map((remark, place) => (
            <li key={place} className="border-s-2 border-hairline ps-4">
              <span className="block text-sm font-semibold text-ink">
                {[names?.get(remark.file), t('at', { moment: asMoment(remark.at_ms) })].filter(Boolean).join(' · ')}
              </span>
              <span className="whitespace-pre-line">{remark.text}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
