import type { Metadata } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';

import { LessonBlocks } from '@/blocks/lesson-blocks';
import { visitAssignment } from '@/features/assignments/api';
import { AssignmentView } from '@/features/assignments/assignment-view';
import { MissingPage } from '@/features/frame/missing-page';
import { PeersSection } from '@/features/peers/peers-section';
import { lessonPath } from '@/features/lesson/paths';
import type { LessonBlock } from '@/lib/api/schema';

type Props = PageProps<'/[locale]/courses/[slug]/lessons/[id]/assignments/[assignment]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, id, assignment: asked } = await params;
  // Who is led to sign in is led there by the page.
  const [t, assignment] = await Promise.all([getTranslations('assignment'), visitAssignment(slug, id, asked).catch(() => null)]);
  return { title: assignment ? `${assignment.title} · ${assignment.course.title}` : t('assignment'), robots: { index: false } };
}

/** An assignment of a lesson, for who may open the lesson. */
export default async function AssignmentPage({ params }: Props) {
  const { slug, id, assignment: asked } = await params;
  const found = await visitAssignment(slug, id, asked);
  if (!found) return <MissingPage />;
  const { forms, assignment } = await getMessages();
  return (
    <NextIntlClientProvider messages={{ forms, assignment }}>
      <div className="container-page pt-2 pb-16">
        <AssignmentView assignment={found} peers={<PeersSection course={slug} lesson={id} assignment={asked} />}>
          <LessonBlocks blocks={found.blocks as LessonBlock[]} lessonPath={(lesson) => lessonPath(slug, lesson)} />
        </AssignmentView>
      </div>
    </NextIntlClientProvider>
  );
}
