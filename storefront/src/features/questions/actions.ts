'use server';

import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';

import { unwrap } from '@/lib/api/errors';
import type { PersonalApi } from '@/lib/api/http';
import { done, refused, refusedFields, text, texts, type FormState } from '@/lib/forms';
import { actingApi } from '@/lib/session/server';

import { questionPath } from './paths';
import { questionsHref } from './query';

const SLUG = /^[\w-]+$/;
const ID = /^[\da-f-]{36}$/i;

/** Ask in a lesson, and go to the question. */
export async function askQuestion(_: FormState, form: FormData): Promise<FormState> {
  const [course, lesson, block, at] = ['course', 'lesson', 'block', 'at'].map((name) => text(form, name)) as [string, string, string, string];
  if (!SLUG.test(course) || !ID.test(lesson)) return refusedFields({}, form);
  const moment = ID.test(block) && /^\d+$/.test(at) ? { block, at_ms: Number(at) } : null;
  let question: string;
  try {
    const body = { title: text(form, 'title'), text: asTyped(form), mentions: texts(form, 'mentions'), moment };
    const params = { path: { lesson_id: lesson } };
    ({ id: question } = unwrap(await (await actingApi()).POST('/api/v1/lessons/{lesson_id}/questions', { params, body })));
  } catch (error) {
    return refused(error, form);
  }
  redirect(questionPath(course, lesson, question));
}

/** Answer the question. */
export async function answerQuestion(_: FormState, form: FormData): Promise<FormState> {
  return write(form, 'question', async (api, question_id) => {
    const body = { text: asTyped(form), mentions: texts(form, 'mentions') };
    unwrap(await api.POST('/api/v1/questions/{question_id}/answers', { params: { path: { question_id } }, body }));
  });
}

/** Say a question of one's own otherwise. */
export async function editQuestion(_: FormState, form: FormData): Promise<FormState> {
  return write(form, 'question', async (api, question_id) => {
    const body = { title: text(form, 'title'), text: asTyped(form), mentions: texts(form, 'mentions') };
    unwrap(await api.PUT('/api/v1/questions/{question_id}', { params: { path: { question_id } }, body }));
  });
}

/** Say an answer of one's own otherwise. */
export async function editAnswer(_: FormState, form: FormData): Promise<FormState> {
  return write(form, 'answer', async (api, answer_id) => {
    const body = { text: asTyped(form), mentions: texts(form, 'mentions') };
    unwrap(await api.PUT('/api/v1/answers/{answer_id}', { params: { path: { answer_id } }, body }));
  });
}

const WITH_QUESTIONS = {
  vote: '/api/v1/questions/{question_id}/vote',
  follow: '/api/v1/questions/{question_id}/following',
  pin: '/api/v1/questions/{question_id}/pin',
  close: '/api/v1/questions/{question_id}/closure',
} as const;

/** Vote for the question, follow, pin or close it: `do`; or not any more, where `undo` is sent. */
export async function keepQuestion(_: FormState, form: FormData): Promise<FormState> {
  const address = WITH_QUESTIONS[text(form, 'do') as keyof typeof WITH_QUESTIONS];
  if (!address) return refusedFields({}, form);
  return write(form, 'question', async (api, question_id) => {
    const params = { path: { question_id } };
    unwrap(text(form, 'undo') ? await api.DELETE(address, { params }) : await api.PUT(address, { params }));
  });
}

const WITH_ANSWERS = { vote: '/api/v1/answers/{answer_id}/vote', accept: '/api/v1/answers/{answer_id}/acceptance' } as const;

/** Vote for the answer or accept it: `do`; or not any more, where `undo` is sent. */
export async function keepAnswer(_: FormState, form: FormData): Promise<FormState> {
  const address = WITH_ANSWERS[text(form, 'do') as keyof typeof WITH_ANSWERS];
  if (!address) return refusedFields({}, form);
  return write(form, 'answer', async (api, answer_id) => {
    const params = { path: { answer_id } };
    unwrap(text(form, 'undo') ? await api.DELETE(address, { params }) : await api.PUT(address, { params }));
  });
}

/** Take an answer of one's own back. */
export async function takeBackAnswer(_: FormState, form: FormData): Promise<FormState> {
  return write(form, 'answer', async (api, answer_id) => {
    unwrap(await api.DELETE('/api/v1/answers/{answer_id}', { params: { path: { answer_id } } }));
  });
}

/** Take a question of one's own back, and go to the others of its lesson. */
export async function takeBackQuestion(_: FormState, form: FormData): Promise<FormState> {
  const [course, lesson, question_id] = ['course', 'lesson', 'question'].map((name) => text(form, name)) as [string, string, string];
  if (!SLUG.test(course) || !ID.test(lesson) || !ID.test(question_id)) return refusedFields({}, form);
  try {
    unwrap(await (await actingApi()).DELETE('/api/v1/questions/{question_id}', { params: { path: { question_id } } }));
  } catch (error) {
    return refused(error, form);
  }
  redirect(questionsHref(course, lesson));
}

async function write(form: FormData, name: 'question' | 'answer', act: (api: PersonalApi, id: string) => Promise<void>): Promise<FormState> {
  const id = text(form, name);
  if (!ID.test(id)) return refusedFields({}, form);
  try {
    await act(await actingApi(), id);
  } catch (error) {
    return refused(error, form);
  }
  refresh();
  return done();
}

/** Forms send other line breaks than a field holds. */
const asTyped = (form: FormData) => text(form, 'text').replaceAll('\r\n', '\n');
