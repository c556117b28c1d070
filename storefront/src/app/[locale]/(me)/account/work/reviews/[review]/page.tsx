import type { Metadata } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';

import { LessonBlocks } from '@/blocks/lesson-blocks';
import { MissingPage } from '@/features/frame/missing-page';
import { lessonPath } from '@/features/lesson/paths';
import { visitPeerReview } from '@/features/peers/api';
import { ReviewView } from '@/features/peers/review-view';
import type { LessonBlock } from '@/lib/api/schema';

type Props = PageProps<'/[locale]/account/work/reviews/[review]'>;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('peers'))('waiting.title'), robots: { index: false } };
}

/** Reviewing the work of a fellow learner, for who was asked to. */
export default async function PeerReviewPage({ params }: Props) {
  const { review } = await params;
  const found = await visitPeerReview(review);
  if (!found) return <MissingPage />;
  const { forms, assignment, peers } = await getMessages();
  return (
    <NextIntlClientProvider messages={{ forms, assignment, peers }}>
      <ReviewView review={found}>
        <LessonBlocks blocks={found.blocks as LessonBlock[]} lessonPath={(lesson) => lessonPath(found.course.slug, lesson)} />
      </ReviewView>
    </NextIntlClientProvider>
  );
}
