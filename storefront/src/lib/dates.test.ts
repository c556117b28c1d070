import { expect, test } from 'vitest';

import { formatAgo, formatClock, formatDay, formatMoment, formatMonth } from './dates';

test.each([
  ['2026-11-02', 'en', '2 November 2026'],
  ['2026-11-02T23:30:00Z', 'en', '2 November 2026'],
  ['2026-11-02', 'de', '2. November 2026'],
])('%s in %s is %s', (day, locale, words) => {
  expect(formatDay(day, locale)).toBe(words);
});

test('what is near midnight is on the day of the reader', () => {
  expect(formatDay('2026-11-02T23:30:00Z', 'en', 'Europe/Madrid')).toBe('3 November 2026');
  expect(formatMoment('2026-11-02T23:30:00Z', 'en', 'America/Bogota')).toBe('2 November 2026 at 18:30');
  expect(formatMonth('2026-11-30T23:30:00Z', 'en')).toBe('November 2026');
});

test('a time of day that is not the reader’s own says where it is from', () => {
  expect(formatClock('2026-11-02T00:05:00Z', 'en', 'UTC')).toBe('00:05 UTC');
  expect(formatClock('2026-11-02T00:05:00Z', 'en', 'Asia/Tokyo')).toBe('09:05');
});

test.each([
  ['2026-11-21T09:59:30Z', 'now'],
  ['2026-11-21T10:00:20Z', 'now'],
  ['2026-11-21T09:59:00Z', '1 minute ago'],
  ['2026-11-21T09:00:01Z', '59 minutes ago'],
  ['2026-11-21T07:30:00Z', '2 hours ago'],
  ['2026-11-20T22:00:00Z', '12 hours ago'],
  ['2026-11-20T21:00:00Z', 'yesterday'],
  ['2026-11-18T23:30:00Z', '2 days ago'],
  ['2026-11-15T12:00:00Z', '6 days ago'],
  ['2026-11-14T12:00:00Z', '14 November 2026'],
  ['2026-11-22T12:00:00Z', '22 November 2026'],
])('%s was %s', (at, words) => {
  expect(formatAgo(at, 'en', 'Africa/Johannesburg', new Date('2026-11-21T10:00:00Z'))).toBe(words);
});
