import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

import { Attempt } from '@/blocks/questions/attempt';
import { MissingPage } from '@/features/frame/missing-page';
import { visitAttempt } from '@/features/quizzes/api';

type Props = PageProps<'/[locale]/courses/[slug]/lessons/[id]/quizzes/[quiz]/attempts/[attempt]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, id, quiz, attempt } = await params;
  // Who is led to sign in is led there by the page.
  const [t, visit] = await Promise.all([getTranslations('quiz'), visitAttempt(slug, id, quiz, attempt).catch(() => null)]);
  return { title: visit ? `${visit.attempt.quiz.title} · ${visit.attempt.course.title}` : t('quiz'), robots: { index: false } };
}

/** An attempt at a quiz, for the one who makes it: under way, and handed in. */
export default async function AttemptPage({ params }: Props) {
  const { slug, id, quiz, attempt } = await params;
  const visit = await visitAttempt(slug, id, quiz, attempt);
  if (!visit) return <MissingPage />;
  return (
    <div className="container-page pt-2 pb-16">
      <Attempt visit={visit} />
    </div>
  );
}
