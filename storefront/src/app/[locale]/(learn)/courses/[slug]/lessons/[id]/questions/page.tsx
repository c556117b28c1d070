import type { Metadata } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';

import { MissingPage } from '@/features/frame/missing-page';
import { visitLesson } from '@/features/lesson/api';
import { findQuestions, peopleToMention } from '@/features/questions/api';
import { readQuestionsChoice } from '@/features/questions/query';
import { QuestionsView } from '@/features/questions/questions-view';

type Props = PageProps<'/[locale]/courses/[slug]/lessons/[id]/questions'>;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('questions');
  return { title: t('title'), robots: { index: false } };
}

/** The questions of a lesson, or of its course, for who takes part in them. */
export default async function QuestionsPage({ params, searchParams }: Props) {
  const { slug, id } = await params;
  const choice = readQuestionsChoice(await searchParams);
  const page = await findQuestions(slug, id, choice);
  const [visit, people] = page ? await Promise.all([visitLesson(slug, id), peopleToMention(slug)]) : [null, []];
  if (!page || !visit?.isOpen) return <MissingPage />;
  const { forms, questions } = await getMessages();
  return (
    <NextIntlClientProvider messages={{ forms, questions }}>
      <div className="container-page pt-2 pb-16">
        <QuestionsView course={visit.course} lesson={visit.lesson} page={page} choice={choice} people={people} mayAsk={!!visit.seat || visit.isAuthor} />
      </div>
    </NextIntlClientProvider>
  );
}
