import 'server-only';

import { cache } from 'react';

import { unwrap, unwrapOrNull } from '@/lib/api/errors';
import { fresh } from '@/lib/api/http';
import type { PaginatedQuestionAnswerOutList, PaginatedQuestionOutList, PersonToMentionOut, ThreadOut } from '@/lib/api/schema';
import { asPerson, myApi } from '@/lib/session/server';

import { questionPath } from './paths';
import { questionsHref, type QuestionsChoice } from './query';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** How many stand beside a lesson. */
const BESIDE_A_LESSON = 5;

/** The newest questions of a lesson and whom one may mention, for who takes part in them; null for everybody else. */
export async function questionsBeside(course: string, lesson: string): Promise<{ page: PaginatedQuestionOutList; people: PersonToMentionOut[] } | null> {
  const api = await myApi();
  if (!api) return null;
  const params = { path: { lesson_id: lesson }, query: { page_size: BESIDE_A_LESSON } };
  try {
    const [page, people] = await Promise.all([
      api.GET('/api/v1/lessons/{lesson_id}/questions', { params, ...fresh }).then(unwrapOrNull),
      peopleToMention(course),
    ]);
    return page && { page, people };
  } catch (error) {
    // A lesson is read without its questions too.
    console.error('questions_failed', error);
    return null;
  }
}

/** Whom one may mention in the course's discussion; nobody where one takes no part. */
export const peopleToMention = cache(async (course: string): Promise<PersonToMentionOut[]> => {
  const api = await myApi();
  const found = await api?.GET('/api/v1/courses/{slug}/people-to-mention', { params: { path: { slug: course } }, ...fresh }).then(unwrapOrNull);
  return found?.people ?? [];
});

/** A page of questions, or null where the person takes no part in them. Visitors sign in first. */
export async function findQuestions(course: string, lesson: string, choice: QuestionsChoice): Promise<PaginatedQuestionOutList | null> {
  if (!ID.test(lesson)) return null;
  const { sort, words, cursor } = choice;
  const query = { sort, ...(words && { q: words }), ...(cursor && { cursor }) };
  return asPerson(questionsHref(course, lesson, choice), async (api) =>
    unwrapOrNull(
      choice.everywhere
        ? await api.GET('/api/v1/courses/{slug}/questions', { params: { path: { slug: course }, query } })
        : await api.GET('/api/v1/lessons/{lesson_id}/questions', { params: { path: { lesson_id: lesson }, query } }),
    ),
  );
}

/** A question with a page of its answers, or null where there is none at this address. Visitors sign in first. */
export const visitQuestion = cache(
  async (course: string, lesson: string, question: string, cursor: string): Promise<{ thread: ThreadOut; answers: PaginatedQuestionAnswerOutList } | null> => {
    if (![lesson, question].every((id) => ID.test(id))) return null;
    const path = { question_id: question };
    const found = await asPerson(questionPath(course, lesson, question), async (api) => {
      const thread = unwrapOrNull(await api.GET('/api/v1/questions/{question_id}', { params: { path } }));
      if (!thread) return null;
      const query = cursor ? { cursor } : {};
      return { thread, answers: unwrap(await api.GET('/api/v1/questions/{question_id}/answers', { params: { path, query } })) };
    });
    return found?.thread.course.slug === course && found.thread.lesson.id === lesson ? found : null;
  },
);
