import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';

import { getCoursePage } from '@/features/courses/api';
import { courseCrumbs } from '@/features/courses/crumbs';
import { MissingPage, missingMetadata } from '@/features/frame/missing-page';
import { findReviews } from '@/features/reviews/api';
import { Breakdown } from '@/features/reviews/breakdown';
import { readReviewsChoice, reviewsHref } from '@/features/reviews/query';
import { ReviewList } from '@/features/reviews/review-list';
import { SeatProvider } from '@/features/seat/seat';
import { ReviewSorts } from '@/features/reviews/review-sorts';
import { Link, redirect } from '@/i18n/navigation';
import { alternatesOf } from '@/lib/alternates';
import { placeInList } from '@/lib/api/errors';
import { Breadcrumb } from '@/ui/breadcrumb';
import { buttonClass } from '@/ui/button';
import { Icon } from '@/ui/icon';

type Props = PageProps<'/[locale]/courses/[slug]/reviews'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ slug }, locale, t] = await Promise.all([params, getLocale(), getTranslations('shop.reviews')]);
  const page = await getCoursePage(slug);
  if (!page) return missingMetadata();
  return {
    title: t('pageTitle', { title: page.document.title }),
    alternates: alternatesOf(`/courses/${slug}`, locale),
    robots: { index: false, follow: true },
  };
}

/** Every review of a course, by stars and in several orders. */
export default async function ReviewsPage({ params, searchParams }: Props) {
  const [{ slug }, choice, t] = await Promise.all([params, searchParams.then(readReviewsChoice), getTranslations('shop')]);
  const [page, reviews] = await Promise.all([getCoursePage(slug), placeInList(findReviews(slug, choice))]);
  if (!page || (!reviews && !choice.cursor)) return <MissingPage />;
  if (!reviews) return redirect({ href: reviewsHref(slug, { ...choice, cursor: '' }), locale: await getLocale() });
  const { document, live } = page;
  const path = `/courses/${slug}`;
  const crumbs = [...courseCrumbs(document, t('allCourses')).slice(0, -1), { name: document.title, href: path }, { name: t('reviews.title') }];
  return (
    <div className="container-page pt-4 pb-16 sm:pt-8">
      <Breadcrumb label={t('breadcrumb')} crumbs={crumbs} />
      <h1 className="title-course mt-4">{t('reviews.pageTitle', { title: document.title })}</h1>
      <div className="mt-10 grid grid-cols-1 gap-12 md:grid-cols-[16rem_minmax(0,1fr)]">
        <div>
          <Breakdown rating={live.rating} slug={slug} chosen={choice.stars} />
        </div>
        <div>
          <ReviewSorts slug={slug} choice={choice} />
          <div className="mt-8">
            {reviews.results.length ? (
              <SeatProvider slug={slug} known={{ seat: null, review: null }}>
                <ReviewList reviews={reviews.results} producer={document.producer.name} path={reviewsHref(slug, choice)} as="h2" />
              </SeatProvider>
            ) : (
              <p className="text-muted">{choice.stars ? t('reviews.noneWith', { stars: choice.stars }) : t('reviews.none')}</p>
            )}
          </div>
          <p className="mt-10 flex flex-wrap gap-3">
            {reviews.next_cursor && (
              <Link href={reviewsHref(slug, { ...choice, cursor: reviews.next_cursor })} prefetch={false} rel="next" className={buttonClass('outline')}>
                {t('reviews.more')}
              </Link>
            )}
            {choice.cursor && (
              <Link href={reviewsHref(slug, { ...choice, cursor: '' })} prefetch={false} className={buttonClass('quiet')}>
                {t('reviews.first')}
              </Link>
            )}
            <Link href={path} className={buttonClass('outline')}>
              <Icon name="arrow-left" className="size-4" />
              {t('reviews.back')}
            </Link>
          </p>
        </div>
      </div>
    </div>
  );
}
