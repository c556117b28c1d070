'use server';

import { refresh } from 'next/cache';

import { unwrap } from '@/lib/api/errors';
import { done, refused, text, type FormState } from '@/lib/forms';
import { actingApi } from '@/lib/session/server';

/** Leave a free course. Progress is kept for a return. */
export async function leaveCourse(_: FormState, form: FormData): Promise<FormState> {
  try {
    const params = { path: { slug: text(form, 'slug') } };
    unwrap(await (await actingApi()).DELETE('/api/v1/courses/{slug}/enrolment', { params }));
  } catch (error) {
    return refused(error, form);
  }
  refresh();
  return done();
}
