// @vitest-environment node
import { expect, test } from 'vitest';

import { duePath } from './paths';

const place = { course: { id: 'c', slug: 'salsa', title: 'Salsa' }, lesson: { id: 'l', number: '1', title: 'First' }, id: 'x' };

test('work leads to its page, a running attempt to where it is answered', () => {
  expect(duePath({ ...place, attempt: null })).toBe('/courses/salsa/lessons/l/assignments/x');
  expect(duePath({ ...place, attempt: 'a' })).toBe('/courses/salsa/lessons/l/quizzes/x/attempts/a');
});
