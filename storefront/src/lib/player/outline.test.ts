import { expect, test } from 'vitest';

import { outlinePath, pairsOf } from './outline';

const sent = { version: 2, channels: 1, sample_rate: 48_000, samples_per_pixel: 256, bits: 8, length: 2, data: [-64, 64, 0, 0] };

const points = (path: string) => path.replace(/[MLZ]/g, ' ').trim().split(/\s+/).map(Number);

test('the loudest fills the box, silence is a line, and the path comes back along the lowest', () => {
  expect(points(outlinePath(sent.data, 100, 40))).toEqual([0, 20, 25, 0, 75, 18.5, 100, 20, 75, 21.5, 25, 40]);
});

test('what is hardly there is not drawn as if it were loud', () => {
  const [, , , top = 0] = points(outlinePath([-1, 1], 100, 40));
  expect(top).toBeGreaterThan(15);
});

test('an hour has no more columns than a minute, and none of its peaks is lost', () => {
  const pairs = Array.from({ length: 3600 }, (_, place) => (place === 1801 ? 127 : 0));
  const drawn = points(outlinePath(pairs, 1000, 100));
  expect(drawn.length / 2).toBe(2 * 400 + 2);
  expect(Math.min(...drawn.filter((_, place) => place % 2 === 1))).toBe(0);
});

test.each([
  ['16 bits', { bits: 16 }],
  ['two channels', { channels: 2 }],
  ['nothing', { data: [] }],
  ['half a pair', { data: [1, 2, 3] }],
])('an outline of %s is not drawn', (_, change) => {
  expect(pairsOf({ ...sent, ...change })).toBeNull();
  expect(pairsOf(sent)).toEqual(sent.data);
});
