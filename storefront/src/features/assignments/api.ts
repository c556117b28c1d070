import 'server-only';

import { cache } from 'react';

import { unwrap, unwrapOrNull } from '@/lib/api/errors';
import type { PersonalApi } from '@/lib/api/http';
import type { AssignmentOut, DraftInRequest, WorkOut } from '@/lib/api/schema';
import { asPerson } from '@/lib/session/server';

import { assignmentPath, WORK_PATH } from './paths';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DRAFT = '/api/v1/me/lessons/{lesson_id}/assignments/{assignment_id}/draft';
const HAND_IN = '/api/v1/me/lessons/{lesson_id}/assignments/{assignment_id}/hand-in';

/** An assignment and how the person stands in it, or null where there is none at this address. Visitors sign in first. */
export const visitAssignment = cache(async (course: string, lesson: string, assignment: string): Promise<AssignmentOut | null> => {
  if (![lesson, assignment].every((id) => ID.test(id))) return null;
  const params = { path: { lesson_id: lesson, assignment_id: assignment } };
  const found = await asPerson(assignmentPath(course, lesson, assignment), async (api) =>
    unwrapOrNull(await api.GET('/api/v1/me/lessons/{lesson_id}/assignments/{assignment_id}', { params })),
  );
  return found?.course.slug === course ? found : null;
});

/** Those of these assignments of a lesson in which the person's work has yet to be accepted. */
export async function workToAccept(course: string, lesson: string, assignments: readonly string[]): Promise<AssignmentOut[]> {
  const found = await Promise.all(assignments.map((assignment) => visitAssignment(course, lesson, assignment)));
  return found.filter((assignment) => assignment !== null && !assignment.is_accepted) as AssignmentOut[];
}

/** What the person has to hand in, and what came back. Visitors sign in first. */
export const myWork = (): Promise<WorkOut[]> => asPerson(WORK_PATH, async (api) => unwrap(await api.GET('/api/v1/me/work')).work);

/** Keep the draft, or hand it in. */
export async function sendDraft(api: PersonalApi, lesson: string, assignment: string, body: DraftInRequest, isHandedIn: boolean): Promise<void> {
  const params = { path: { lesson_id: lesson, assignment_id: assignment } };
  unwrap(isHandedIn ? await api.POST(HAND_IN, { params, body }) : await api.PATCH(DRAFT, { params, body }));
}
