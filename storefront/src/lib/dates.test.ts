import { expect, test } from 'vitest';

import { formatDay } from './dates';

test.each([
  ['2026-11-02', 'en', '2 November 2026'],
  ['2026-11-02T23:30:00Z', 'en', '2 November 2026'],
  ['2026-11-02', 'de', '2. November 2026'],
])('%s in %s is %s', (day, locale, words) => {
  expect(formatDay(day, locale)).toBe(words);
});
