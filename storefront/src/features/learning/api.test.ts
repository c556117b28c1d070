// @vitest-environment node
import { expect, test } from 'vitest';

import type { CourseInHandOut } from '@/lib/api/schema';

import { sortIntoShelves } from './api';

const course = (slug: string, state: string, last_access_at: string | null) =>
  ({ document: { slug }, enrolment: { state }, progress: { last_access_at } }) as CourseInHandOut;

test('each course stands on one shelf, the one opened last first', () => {
  const shelves = sortIntoShelves([
    course('new', 'active', null),
    course('older', 'active', '2026-08-14T19:43:54Z'),
    course('done', 'completed', '2026-11-01T08:00:00Z'),
    course('newer', 'active', '2026-10-02T08:00:00Z'),
  ]);
  const names = Object.fromEntries(Object.entries(shelves).map(([name, on]) => [name, on.map((one: CourseInHandOut) => one.document.slug)]));
  expect(names).toEqual({ inProgress: ['newer', 'older'], notStarted: ['new'], finished: ['done'] });
});
