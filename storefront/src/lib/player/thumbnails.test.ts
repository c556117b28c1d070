import { expect, test } from 'vitest';

import { placeOnSheet } from './thumbnails';

const layout = { every_ms: 2000, width: 160, height: 90, columns: 10, count: 25 };

test.each([
  [0, 0, 0],
  [1.99, 0, 0],
  [2, 160, 0],
  [19.9, 1440, 0],
  [20, 0, 90],
  [49, 640, 180],
  [9999, 640, 180],
  [-1, 0, 0],
])('the picture of second %f begins at %d, %d', (time, x, y) => {
  expect(placeOnSheet(layout, time)).toEqual({ x, y, rows: 10 });
});
