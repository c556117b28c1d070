import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';

import { Cohorts } from '@/features/cohorts/cohorts';
import { getCoursePage } from '@/features/courses/api';
import { BuyBar, BuyCard } from '@/features/courses/buy-card';
import { Contents } from '@/features/courses/contents';
import { CourseHead } from '@/features/courses/course-head';
import { courseJsonLd } from '@/features/courses/course-json-ld';
import { Description, Outcomes, RelatedCourses, Requirements, Teachers } from '@/features/courses/course-sections';
import { courseCrumbs } from '@/features/courses/crumbs';
import { firstOpenLesson } from '@/features/courses/outline';
import { Trailer } from '@/features/courses/trailer';
import { MissingPage, missingMetadata } from '@/features/frame/missing-page';
import { ReviewsSection } from '@/features/reviews/reviews-section';
import { SeatProvider } from '@/features/seat/seat';
import { ToArchivedCourse } from '@/features/seat/to-archived-course';
import { alternatesOf } from '@/lib/alternates';
import { breadcrumbJsonLd } from '@/lib/breadcrumb-json-ld';
import { siteUrl } from '@/lib/env';
import { sharePicture } from '@/lib/share-picture';
import { JsonLd } from '@/ui/json-ld';

type Props = PageProps<'/[locale]/courses/[slug]'>;

/** None at build time: each is made when it is first asked for, and kept. */
export const generateStaticParams = () => [];

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ slug }, locale] = await Promise.all([params, getLocale()]);
  const page = await getCoursePage(slug);
  if (!page) return missingMetadata();
  const { title, seo, thumbnail, updated_at: changedAt } = page.document;
  const url = `/courses/${slug}`;
  const images = sharePicture({ path: url, title, picture: thumbnail, changedAt });
  return {
    title: seo.title,
    description: seo.description,
    alternates: alternatesOf(url, locale),
    openGraph: { title: seo.title, description: seo.description, url, type: 'website', siteName: 'Perfomix', images },
    twitter: { card: 'summary_large_image' },
  };
}

export default async function CoursePage({ params }: Props) {
  const { slug } = await params;
  const [page, t] = await Promise.all([getCoursePage(slug), getTranslations('shop')]);
  if (!page) return <NoCourse />;
  const { document, outline, producers } = page;
  return (
    <SeatProvider slug={slug}>
      <JsonLd data={courseJsonLd(page, siteUrl())} />
      <JsonLd data={breadcrumbJsonLd(courseCrumbs(document, t('allCourses')), siteUrl())} />
      <div className="container-page grid gap-x-16 pt-4 pb-16 sm:pt-8 lg:grid-cols-[minmax(0,1fr)_21rem]">
        <div className="min-w-0 lg:col-start-1">
          <CourseHead course={page} />
          <div className="mt-8">
            <Trailer course={document} />
          </div>
        </div>
        <div className="min-w-0 max-lg:mt-8 lg:col-start-2 lg:row-span-2 lg:row-start-1 lg:pt-15">
          <BuyCard page={page} preview={firstOpenLesson(outline.entries)} />
        </div>
        <div className="mt-16 min-w-0 space-y-16 lg:col-start-1">
          <Cohorts document={document} live={page.live} />
          <Outcomes course={document} />
          <Contents outline={outline} slug={slug} />
          <Requirements course={document} />
          <Description course={document} />
          <Teachers producers={producers} />
          <ReviewsSection page={page} />
        </div>
      </div>
      <RelatedCourses course={document} />
      <BuyBar page={page} />
    </SeatProvider>
  );
}

/** No such course, or one that is no longer offered: its learners get on to it. */
async function NoCourse() {
  const t = await getTranslations('shop.archived');
  return (
    <>
      <ToArchivedCourse labels={{ looking: t('looking'), learner: t('learner'), signIn: t('signIn') }} />
      <MissingPage />
    </>
  );
}
