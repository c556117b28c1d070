// @vitest-environment node
import { expect, test } from 'vitest';

import { duePath } from './paths';

const place = { course: { id: 'c', slug: 'salsa', title: 'Salsa' }, lesson: { id: 'l', number: '1', title: 'First' }, id: 'x' };

test('work leads to its page, a running attempt to where it is answered, a review to where it is given', () => {
  expect(duePath({ ...place, kind: 'assignment', attempt: null })).toBe('/courses/salsa/lessons/l/assignments/x');
  expect(duePath({ ...place, kind: 'quiz', attempt: 'a' })).toBe('/courses/salsa/lessons/l/quizzes/x/attempts/a');
  expect(duePath({ ...place, kind: 'peer_review', attempt: null })).toBe('/account/work/reviews/x');
});
