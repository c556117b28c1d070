import { expect, test } from 'vitest';

import { dayAfter, heatRows } from './heat';

const week = (monday: string) => ({ monday, practised: 0, paused: 0, needed: null, state: 'rested' as const });
const day = (name: string, minutes: number) => ({ day: name, minutes, is_in_lessons: minutes === 0 });

test('days follow each other over the ends of months, leap days and changes of the clock', () => {
  expect(dayAfter('2028-02-28', 1)).toBe('2028-02-29');
  expect(dayAfter('2026-12-31', 1)).toBe('2027-01-01');
  expect(dayAfter('2026-10-24', 2)).toBe('2026-10-26');
});

test('each row is a day of the week, each column a week, and days to come are left open', () => {
  const rows = heatRows({ weeks: [week('2026-11-09'), week('2026-11-16')], days: [], pauses: [], today: '2026-11-18' });
  expect(rows.map((row) => row.map((each) => each?.day ?? null))).toEqual([
    ['2026-11-09', '2026-11-16'],
    ['2026-11-10', '2026-11-17'],
    ['2026-11-11', '2026-11-18'],
    ['2026-11-12', null],
    ['2026-11-13', null],
    ['2026-11-14', null],
    ['2026-11-15', null],
  ]);
});

test('more minutes are a higher level, and a lesson alone is some', () => {
  const days = [day('2026-11-09', 0), day('2026-11-10', 14), day('2026-11-11', 15), day('2026-11-12', 45)];
  const rows = heatRows({ weeks: [week('2026-11-09')], days, pauses: [], today: '2026-11-15' });
  expect(rows.map(([each]) => each?.level)).toEqual([1, 1, 2, 3, 0, 0, 0]);
});

test('pauses show on their days, both ends included', () => {
  const pauses = [{ id: 'x', first_day: '2026-11-10', last_day: '2026-11-11' }];
  const rows = heatRows({ weeks: [week('2026-11-09')], days: [], pauses, today: '2026-11-15' });
  expect(rows.map(([each]) => each?.isPaused)).toEqual([false, true, true, false, false, false, false]);
});

test('a day that was practised further east is shown though it is to come here', () => {
  const rows = heatRows({ weeks: [week('2026-11-09')], days: [day('2026-11-11', 20)], pauses: [], today: '2026-11-10' });
  expect(rows.map(([each]) => each?.level ?? null)).toEqual([0, 0, 2, null, null, null, null]);
});
