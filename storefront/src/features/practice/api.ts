import 'server-only';

import { myCourses } from '@/features/learning/api';
import { placeInList, unwrap } from '@/lib/api/errors';
import type { PersonalApi } from '@/lib/api/http';
import type { PracticeOut } from '@/lib/api/schema';
import { asPerson } from '@/lib/session/server';

import { PRACTICE } from './paths';

/** My days, weeks and streak. */
export async function myPractice(api: PersonalApi): Promise<PracticeOut> {
  return unwrap(await api.GET('/api/v1/me/practice'));
}

/** My practising, my log from this place on (null for a place in another list), and my courses. Visitors sign in first. */
export function practiceDesk(cursor?: string) {
  return asPerson(PRACTICE, (api) =>
    Promise.all([myPractice(api), placeInList(api.GET('/api/v1/me/practice/entries', { params: { query: { cursor } } }).then(unwrap)), myCourses(api)]),
  );
}
