import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { redirect } from 'next/navigation';
import { cache } from 'react';

import { getCoursePageOf } from '@/features/courses/api';
import { panelProps } from '@/features/courses/buy-card';
import { Contents } from '@/features/courses/contents';
import { CourseHead } from '@/features/courses/course-head';
import { Description, Outcomes, Requirements, Teachers } from '@/features/courses/course-sections';
import { Trailer } from '@/features/courses/trailer';
import { MissingPage, missingMetadata } from '@/features/frame/missing-page';
import { ReviewsSection } from '@/features/reviews/reviews-section';
import { JoinPanel } from '@/features/seat/join-panel';
import { SeatProvider } from '@/features/seat/seat';
import { archivedCoursePath, coursePath } from '@/lib/course-path';
import { asPerson } from '@/lib/session/server';
import { Icon } from '@/ui/icon';

type Props = PageProps<'/[locale]/learning/[slug]/course'>;

const visit = cache((slug: string) => asPerson(archivedCoursePath(slug), (api) => getCoursePageOf(api, slug)));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await visit((await params).slug);
  return found ? { title: found.page.document.title } : missingMetadata();
}

/** A course that is no longer offered, for those who go on in it. */
export default async function ArchivedCoursePage({ params }: Props) {
  const { slug } = await params;
  const [found, t] = await Promise.all([visit(slug), getTranslations('shop')]);
  if (!found) return <MissingPage />;
  const { page, part } = found;
  const { seat } = part;
  const { document, live, outline, producers } = page;
  if (live.availability === 'published') redirect(coursePath(slug, live.availability));
  return (
    <SeatProvider slug={slug} known={part}>
      <div className="container-page grid gap-x-16 pt-4 pb-16 sm:pt-8 lg:grid-cols-[minmax(0,1fr)_21rem]">
        <div className="lg:col-start-1">
          <CourseHead course={page} />
        </div>
        <div className="max-lg:mt-8 lg:col-start-2 lg:row-span-2 lg:row-start-1 lg:pt-15">
          <aside aria-labelledby="archived" className="rounded-card bg-surface p-6 lg:sticky lg:top-24">
            <h2 id="archived" className="flex items-start gap-3 text-lg">
              <Icon name="lock" className="mt-1 size-5 shrink-0 text-muted" />
              {t('archived.title')}
            </h2>
            <p className="mt-3 text-sm">{t(seat ? 'archived.text' : 'archived.textNoSeat')}</p>
            {seat && (
              <div className="mt-6">
                <JoinPanel {...await panelProps(page)} />
              </div>
            )}
          </aside>
        </div>
        <div className="mt-8 min-w-0 space-y-16 lg:col-start-1">
          <Trailer course={document} />
          <Outcomes course={document} />
          <Contents outline={outline} slug={slug} isOpen />
          <Requirements course={document} />
          <Description course={document} />
          <Teachers producers={producers} />
          <ReviewsSection page={page} />
        </div>
      </div>
    </SeatProvider>
  );
}
