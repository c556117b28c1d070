import 'server-only';

import { cache } from 'react';

import { unwrap, unwrapOrNull } from '@/lib/api/errors';
import type { PersonalApi } from '@/lib/api/http';
import type { NeighbourShape, QuizAnswersInRequest, QuizAttemptOut, QuizOut } from '@/lib/api/schema';
import { asPerson } from '@/lib/session/server';

import { attemptPath, quizPath } from './paths';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A quiz and how the person stands in it, or null where there is none at this address. Visitors sign in first. */
export const visitQuiz = cache(async (course: string, lesson: string, quiz: string): Promise<QuizOut | null> => {
  if (![lesson, quiz].every((id) => ID.test(id))) return null;
  const found = await asPerson(quizPath(course, lesson, quiz), (api) => myQuiz(api, lesson, quiz));
  return found?.course.slug === course ? found : null;
});

/** What is shown of an attempt once it is handed in: the quiz as it stands then, and the lesson after. */
export interface WayOn {
  quiz: QuizOut | null;
  next: NeighbourShape | null;
}

export interface AttemptVisit {
  attempt: QuizAttemptOut;
  wayOn: WayOn | null;
}

/** An attempt of the person, or null where there is none at this address. Visitors sign in first. */
export const visitAttempt = cache(async (course: string, lesson: string, quiz: string, id: string): Promise<AttemptVisit | null> => {
  if (![lesson, quiz, id].every((each) => ID.test(each))) return null;
  return asPerson(attemptPath(course, lesson, quiz, id), async (api) => {
    const params = { path: { attempt_id: id } };
    const attempt = unwrapOrNull(await api.GET('/api/v1/me/quiz-attempts/{attempt_id}', { params }));
    if (attempt?.course.slug !== course || attempt.lesson.id !== lesson || attempt.quiz.id !== quiz) return null;
    return { attempt, wayOn: attempt.handed_in_at ? await wayOnFrom(api, lesson, quiz) : null };
  });
});

/** Those of these quizzes of a lesson that the person has yet to pass. */
export async function quizzesToPass(course: string, lesson: string, quizzes: readonly string[]): Promise<QuizOut[]> {
  const found = await Promise.all(quizzes.map((quiz) => visitQuiz(course, lesson, quiz)));
  return found.filter((quiz) => quiz !== null && !quiz.is_passed) as QuizOut[];
}

async function myQuiz(api: PersonalApi, lesson: string, quiz: string): Promise<QuizOut | null> {
  const params = { path: { lesson_id: lesson, quiz_id: quiz } };
  return unwrapOrNull(await api.GET('/api/v1/me/lessons/{lesson_id}/quizzes/{quiz_id}', { params }));
}

async function wayOnFrom(api: PersonalApi, lesson: string, quiz: string): Promise<WayOn> {
  const [known, around] = await Promise.all([
    myQuiz(api, lesson, quiz),
    api.GET('/api/v1/lessons/{public_id}', { params: { path: { public_id: lesson } } }).then(unwrapOrNull),
  ]);
  return { quiz: known, next: around?.document.next ?? null };
}

/** Begin an attempt; the one that is open, where there is one. */
export async function beginQuizAttempt(api: PersonalApi, lesson: string, quiz: string): Promise<QuizAttemptOut> {
  const params = { path: { lesson_id: lesson, quiz_id: quiz } };
  return unwrap(await api.POST('/api/v1/me/lessons/{lesson_id}/quizzes/{quiz_id}/attempts', { params }));
}

/** Hand an attempt in, with answers that may not have arrived yet. */
export async function handInQuizAttempt(api: PersonalApi, attempt: string, body: QuizAnswersInRequest): Promise<QuizAttemptOut> {
  const params = { path: { attempt_id: attempt } };
  return unwrap(await api.POST('/api/v1/me/quiz-attempts/{attempt_id}/hand-in', { params, body }));
}
