import type { Metadata } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';

import { MissingPage } from '@/features/frame/missing-page';
import { visitQuiz } from '@/features/quizzes/api';
import { QuizView } from '@/features/quizzes/quiz-view';

type Props = PageProps<'/[locale]/courses/[slug]/lessons/[id]/quizzes/[quiz]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, id, quiz: asked } = await params;
  // Who is led to sign in is led there by the page.
  const [t, quiz] = await Promise.all([getTranslations('quiz'), visitQuiz(slug, id, asked).catch(() => null)]);
  return { title: quiz ? `${quiz.title} · ${quiz.course.title}` : t('quiz'), robots: { index: false } };
}

/** A quiz of a lesson, for who may open the lesson. */
export default async function QuizPage({ params }: Props) {
  const { slug, id, quiz: asked } = await params;
  const quiz = await visitQuiz(slug, id, asked);
  if (!quiz) return <MissingPage />;
  const { forms } = await getMessages();
  return (
    <NextIntlClientProvider messages={{ forms }}>
      <div className="container-page pt-2 pb-16">
        <QuizView quiz={quiz} />
      </div>
    </NextIntlClientProvider>
  );
}
