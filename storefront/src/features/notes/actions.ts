'use server';

import { refresh } from 'next/cache';

import { unwrap } from '@/lib/api/errors';
import { done, refused, text, type FormState } from '@/lib/forms';
import { actingApi } from '@/lib/session/server';

const pathOf = (form: FormData) => ({ path: { lesson_id: text(form, 'lesson'), note_id: text(form, 'note') } });

/** Change what the form's note says. */
export async function changeNote(_: FormState, form: FormData): Promise<FormState> {
  try {
    const body = { text: text(form, 'text').trim() };
    unwrap(await (await actingApi()).PATCH('/api/v1/me/lessons/{lesson_id}/notes/{note_id}', { params: pathOf(form), body }));
  } catch (error) {
    return refused(error, form);
  }
  refresh();
  return done(form);
}

/** Take the form's note away. */
export async function forgetNote(_: FormState, form: FormData): Promise<FormState> {
  try {
    unwrap(await (await actingApi()).DELETE('/api/v1/me/lessons/{lesson_id}/notes/{note_id}', { params: pathOf(form) }));
  } catch (error) {
    return refused(error, form);
  }
  refresh();
  return done();
}
