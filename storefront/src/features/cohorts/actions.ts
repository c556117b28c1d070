'use server';

import { redirect } from 'next/navigation';

import { unwrap } from '@/lib/api/errors';
import { refused, text, type FormState } from '@/lib/forms';
import { actingApi } from '@/lib/session/server';

const SLUG = /^[\w-]+$/;

/** Take the form's `course` with its `cohort`; before one's own starts one may change to another. */
export async function chooseCohort(_: FormState, form: FormData): Promise<FormState> {
  const slug = text(form, 'course');
  try {
    const params = { path: { slug } };
    unwrap(await (await actingApi()).PUT('/api/v1/courses/{slug}/cohort', { params, body: { cohort: text(form, 'cohort') } }));
  } catch (error) {
    return refused(error, form);
  }
  // An action may be called with anything; the API has found the course by now.
  return redirect(SLUG.test(slug) ? `/learning/${slug}` : '/learning');
}
