import type { Metadata } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';

import { MissingPage } from '@/features/frame/missing-page';
import { peopleToMention, visitQuestion } from '@/features/questions/api';
import { ThreadView } from '@/features/questions/thread-view';

type Props = PageProps<'/[locale]/courses/[slug]/lessons/[id]/questions/[question]'>;

async function visit({ params, searchParams }: Props) {
  const { slug, id, question } = await params;
  return visitQuestion(slug, id, question, [(await searchParams).cursor].flat()[0] ?? '');
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  // Who is led to sign in is led there by the page.
  const [t, found] = await Promise.all([getTranslations('questions'), visit(props).catch(() => null)]);
  const title = found?.thread.is_taken_back ? t('takenBack') : found?.thread.title;
  return { title: title ? `${title} · ${found?.thread.course.title}` : t('title'), robots: { index: false } };
}

/** A question of a lesson with its answers, for who takes part in the course. */
export default async function QuestionPage(props: Props) {
  const found = await visit(props);
  if (!found) return <MissingPage />;
  const [{ forms, questions }, people] = await Promise.all([getMessages(), peopleToMention(found.thread.course.slug)]);
  return (
    <NextIntlClientProvider messages={{ forms, questions }}>
      <div className="container-page pt-2 pb-16">
        <ThreadView thread={found.thread} answers={found.answers} people={people} />
      </div>
    </NextIntlClientProvider>
  );
}
