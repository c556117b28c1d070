import 'server-only';

import { unwrap } from '@/lib/api/errors';
import type { PersonalApi } from '@/lib/api/http';
import type { AheadOut } from '@/lib/api/schema';

/** What is next, due, marked and announced. */
export async function myAhead(api: PersonalApi): Promise<AheadOut> {
  return unwrap(await api.GET('/api/v1/me/ahead'));
}

/** What I was told in a course, the last first. */
export async function announcementsOf(api: PersonalApi, course: string, cursor?: string) {
  return unwrap(await api.GET('/api/v1/me/announcements', { params: { query: { course, cursor } } }));
}
