'use server';

import { redirect } from 'next/navigation';

import { ApiError, unwrap } from '@/lib/api/errors';
import { signInPath } from '@/lib/next-path';
import { actingApi } from '@/lib/session/server';

import { lessonPath } from './paths';

/** Say that the lesson is done, or not, and show it again: what the button does where no scripts run. */
export async function markLesson(slug: string, lesson: string, isDone: boolean): Promise<void> {
  const here = lessonPath(slug, lesson);
  const now = Date.now();
  const event = { lesson, kind: isDone ? 'complete' : 'undo', at: new Date(now).toISOString(), sequence: now * 1000 } as const;
  try {
    unwrap(await (await actingApi()).POST('/api/v1/me/progress', { body: { events: [event] } }));
  } catch (error) {
    if (!(error instanceof ApiError) || error.status >= 500) throw error;
    if (error.status === 401) redirect(signInPath(here));
  }
  redirect(here);
}
