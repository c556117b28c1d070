'use server';

import { redirect } from 'next/navigation';

import { lessonPath } from '@/features/lesson/paths';
import { ApiError, unwrap } from '@/lib/api/errors';
import { fresh } from '@/lib/api/http';
import { text } from '@/lib/forms';
import { actingApi, wayToSignIn } from '@/lib/session/server';

const SLUG = /^[\w-]+$/;
const ID = /^[\da-f-]{36}$/i;

export interface JoinState {
  /** The API's sentence about why not; empty where there is none. */
  refused?: string;
}

/**
 * Take a seat in the form's `course`, which is free, with its `cohort` where it has any, and open its `lesson`, or the first. Visitors sign in first and come
 * back to where they were.
 */
export async function joinCourse(_: JoinState, form: FormData): Promise<JoinState> {
  const slug = text(form, 'course');
  const lesson = text(form, 'lesson');
  const cohort = text(form, 'cohort');
  // An action may be called with anything.
  if (!SLUG.test(slug) || (lesson && !ID.test(lesson)) || (cohort && !ID.test(cohort))) return { refused: '' };
  const target = await join(slug, lesson, cohort);
  return typeof target === 'string' ? redirect(target) : target;
}

async function join(slug: string, lesson: string, cohort: string): Promise<string | JoinState> {
  try {
    const api = await actingApi();
    const path = { params: { path: { slug } }, ...fresh };
    unwrap(await api.POST('/api/v1/courses/{slug}/enrolment', { ...path, body: cohort ? { cohort } : {} }));
    if (lesson) return lessonPath(slug, lesson);
    const { resume } = unwrap(await api.GET('/api/v1/me/learning/{slug}', path));
    return resume ? lessonPath(slug, resume.lesson) : '/learning';
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) {
      return wayToSignIn(error, lesson ? lessonPath(slug, lesson) : `/courses/${slug}`);
    }
    if (error instanceof ApiError && error.status < 500) return { refused: error.message };
    console.error('join_failed', error);
    return { refused: '' };
  }
}
