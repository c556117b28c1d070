'use server';

import { redirect } from 'next/navigation';

import { ApiError, unwrap } from '@/lib/api/errors';
import { fresh } from '@/lib/api/http';
import { signInPath } from '@/lib/next-path';
import { actingApi } from '@/lib/session/server';

export interface JoinState {
  /** The API's sentence about why not. */
  refused?: string;
}

/** Take a seat in a free course and go to its first lesson. Visitors sign in first and come back to the course. */
export async function joinCourse(slug: string): Promise<JoinState> {
  // An action may be called with anything.
  if (typeof slug !== 'string' || !/^[\w-]+$/.test(slug)) return { refused: '' };
  const target = await join(slug);
  return typeof target === 'string' ? redirect(target) : target;
}

async function join(slug: string): Promise<string | JoinState> {
  try {
    const api = await actingApi();
    const path = { params: { path: { slug } }, ...fresh };
    unwrap(await api.POST('/api/v1/courses/{slug}/enrolment', path));
    const { resume } = unwrap(await api.GET('/api/v1/me/learning/{slug}', path));
    return resume ? `/courses/${slug}/lessons/${resume.lesson}` : '/learning';
  } catch (error) {
    if (!(error instanceof ApiError)) return { refused: '' };
    if (error.status === 401) return signInPath(`/courses/${slug}`);
    return { refused: error.status < 500 ? error.message : '' };
  }
}
