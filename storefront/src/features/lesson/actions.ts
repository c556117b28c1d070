'use server';

import { redirect } from 'next/navigation';

import { signInPath } from '@/lib/next-path';
import { myApi } from '@/lib/session/server';

import { lessonPath } from './paths';

/** Take a free seat in the course and open the lesson. Answers what kept the person out, in words for them. */
export async function joinAndOpen(slug: string, lesson: string): Promise<string> {
  const here = lessonPath(slug, lesson);
  const api = await myApi();
  if (!api) redirect(signInPath(here));
  const { error, response } = await api.POST('/api/v1/courses/{slug}/enrolment', { params: { path: { slug } } });
  if (response.status === 401) redirect(signInPath(here));
  if (error) return error.error.message;
  redirect(here);
}
