import { expect, test } from 'vitest';

import { isoDuration, splitMinutes } from './duration';

test.each([
  [0, { hours: 0, minutes: 0 }, 'PT0M'],
  [14, { hours: 0, minutes: 14 }, 'PT14M'],
  [60, { hours: 1, minutes: 0 }, 'PT1H'],
  [260, { hours: 4, minutes: 20 }, 'PT4H20M'],
  [-5, { hours: 0, minutes: 0 }, 'PT0M'],
  [59.6, { hours: 1, minutes: 0 }, 'PT1H'],
])('%d minutes', (minutes, split, iso) => {
  expect(splitMinutes(minutes)).toEqual(split);
  expect(isoDuration(minutes)).toBe(iso);
});
