'use server';

import { redirect } from 'next/navigation';

import { refused, refusedFields, text, type FormState } from '@/lib/forms';
import { actingApi } from '@/lib/session/server';

import { answersIn, readAnswers } from './answers';
import { beginQuizAttempt, handInQuizAttempt } from './api';
import { attemptPath } from './paths';

const SLUG = /^[\w-]+$/;
const ID = /^[\da-f-]{36}$/i;

/** Begin an attempt at the form's `quiz`, or go on with the open one, and open it. */
export async function beginAttempt(_: FormState, form: FormData): Promise<FormState> {
  const { course, lesson, quiz } = placeIn(form);
  if (!SLUG.test(course) || !ID.test(lesson) || !ID.test(quiz)) return refusedFields({}, form);
  let attempt: string;
  try {
    attempt = (await beginQuizAttempt(await actingApi(), lesson, quiz)).id;
  } catch (error) {
    return refused(error, form);
  }
  redirect(attemptPath(course, lesson, quiz, attempt));
}

/** Hand in what the form holds and show how it went: what the button does where no scripts run. */
export async function handInAttempt(_: FormState, form: FormData): Promise<FormState> {
  const { course, lesson, quiz } = placeIn(form);
  const attempt = text(form, 'attempt');
  if (!SLUG.test(course) || ![lesson, quiz, attempt].every((id) => ID.test(id))) return refusedFields({}, form);
  try {
    await handInQuizAttempt(await actingApi(), attempt, answersIn(readAnswers(form)));
  } catch (error) {
    return refused(error, form);
  }
  redirect(attemptPath(course, lesson, quiz, attempt));
}

/** An action may be called with anything: what is read here is looked at before it is part of an address. */
const placeIn = (form: FormData) => ({ course: text(form, 'course'), lesson: text(form, 'lesson'), quiz: text(form, 'quiz') });
