import { getTranslations } from 'next-intl/server';

import { Link } from '@/i18n/navigation';
import type { PeerReviewLineOut } from '@/lib/api/schema';
import { Icon } from '@/ui/icon';
import { Moment } from '@/ui/moment';

import { peerReviewPath } from './paths';

/** Work of others that waits for one's review, due first. */
export async function WaitingReviews({ reviews }: { reviews: readonly PeerReviewLineOut[] }) {
  const t = await getTranslations('peers');
  return (
    <section aria-labelledby="reviews-waiting" className="mt-8 mb-10">
      <h2 id="reviews-waiting" className="text-xl">
        {t('waiting.title')}
      </h2>
      <ul className="mt-4 divide-y divide-hairline border-y border-hairline">
        {reviews.map((review) => (
          <li key={review.id}>
            <Link href={peerReviewPath(review.id)} prefetch={false} className="group flex min-h-16 flex-wrap items-center gap-x-6 gap-y-1 py-3">
              <span className="min-w-0 flex-1 basis-60">
                <span className="block font-semibold text-ink group-hover:underline">{t('waiting.open', { title: review.title })}</span>
                <span className="block text-sm text-muted">{review.course.title}</span>
              </span>
              <span className="text-sm text-muted">{t.rich('due', { day: () => <Moment at={review.due_at} as="day" /> })}</span>
              <Icon name="chevron-right" className="size-4 text-muted" />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
