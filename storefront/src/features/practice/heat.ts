import type { PracticeOut } from '@/lib/api/schema';

/** How much of a day was practised: nothing, some, more, much. */
export type Level = 0 | 1 | 2 | 3;

export interface HeatDay {
  /** As the API names it, 2026-11-20. */
  day: string;
  level: Level;
  minutes: number;
  isInLessons: boolean;
  isPaused: boolean;
}

const MORE_MINUTES = 15;
const MUCH_MINUTES = 45;

/** The day so many days later, whatever clocks do meanwhile. */
export function dayAfter(day: string, days: number): string {
  const moment = new Date(`${day}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + days);
  return moment.toISOString().slice(0, 10);
}

/** A moment by which a formatter in UTC names the day. */
export const noonOf = (day: string) => new Date(`${day}T12:00:00Z`);

function levelOf(minutes: number): Level {
  return minutes >= MUCH_MINUTES ? 3 : minutes >= MORE_MINUTES ? 2 : 1;
}

/** Seven rows from Monday on, with a day for each week; null for days to come. */
export function heatRows({ weeks, days, pauses, today }: Pick<PracticeOut, 'weeks' | 'days' | 'pauses' | 'today'>): (HeatDay | null)[][] {
  const found = new Map(days.map((each) => [each.day, each]));
  const at = (day: string): HeatDay | null => {
    const practised = found.get(day);
    if (day > today && !practised) return null;
    const isPaused = pauses.some(({ first_day, last_day }) => first_day <= day && day <= last_day);
    return { day, level: practised ? levelOf(practised.minutes) : 0, minutes: practised?.minutes ?? 0, isInLessons: practised?.is_in_lessons ?? false, isPaused };
  };
  return Array.from({ length: 7 }, (_, weekday) => weeks.map(({ monday }) => at(dayAfter(monday, weekday))));
}
