import { getTranslations } from 'next-intl/server';

import { Link } from '@/i18n/navigation';
import type { CoursePageOut } from '@/lib/api/schema';
import { coursePath } from '@/lib/course-path';
import { buttonClass } from '@/ui/button';

import { Breakdown } from './breakdown';
import { MyReview } from './my-review';
import { reviewsHref } from './query';
import { ReviewList } from './review-list';

/** The reviews of a course's page: how many stars, one's own, the newest. Those of an archived course have no page of their own. */
export async function ReviewsSection({ page }: { page: CoursePageOut }) {
  const { document, live, reviews } = page;
  const hasAll = live.availability === 'published';
  const t = await getTranslations('shop.reviews');
  return (
    <section aria-labelledby="reviews" className="scroll-mt-24">
      <h2 id="reviews" className="title-section">
        {t('title')}
      </h2>
      <div className="mt-6 grid grid-cols-1 gap-10 md:grid-cols-[16rem_minmax(0,1fr)]">
        {hasAll && live.rating.count > 0 && <Breakdown rating={live.rating} slug={document.slug} />}
        <div className={hasAll && live.rating.count ? '' : 'md:col-span-2'}>
          <MyReview slug={document.slug} labels={await myReviewLabels()} />
          {live.rating.count === 0 && <p className="text-muted">{t('none')}</p>}
          <ReviewList reviews={reviews.results} producer={document.producer.name} path={coursePath(document.slug, live.availability)} />
          {hasAll && reviews.next_cursor && (
            <Link href={reviewsHref(document.slug)} prefetch={false} className={`${buttonClass('outline')} mt-8`}>
              {t('all', { count: live.rating.count })}
            </Link>
          )}
        </div>
      </div>
    </section>
  );
}

async function myReviewLabels() {
  const t = await getTranslations('shop.myReview');
  return {
    title: t('title'),
    write: t('write'),
    edit: t('edit'),
    remove: t('remove'),
    removeSure: t('removeSure'),
    removeYes: t('removeYes'),
    stars: t('stars'),
    text: t('text'),
    textHelp: t('textHelp'),
    save: t('save'),
    saving: t('saving'),
    cancel: t('cancel'),
    saved: t('saved'),
    removed: t('removed'),
    hidden: t('hidden'),
    starsNeeded: t('starsNeeded'),
    failed: t('failed'),
    starNames: [1, 2, 3, 4, 5].map((stars) => t('star', { stars })),
  };
}
