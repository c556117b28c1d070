/** Our English is British. */
const languageOf = (locale: string) => (locale === 'en' ? 'en-GB' : locale);

function format(at: string, locale: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(languageOf(locale), options).format(new Date(at));
}

/** A day as people of `locale` write it, such as 12 November 2026. */
export function formatDay(day: string, locale: string, timeZone = 'UTC'): string {
  return format(day, locale, { dateStyle: 'long', timeZone });
}

/** The month of a day, such as November 2026. */
export function formatMonth(day: string, locale: string): string {
  return format(day, locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
}

/** Day and time, such as 12 November 2026 at 14:30. */
export function formatMoment(at: string, locale: string, timeZone: string): string {
  return format(at, locale, { dateStyle: 'long', timeStyle: 'short', timeZone });
}

/** A time of day, such as 14:30; one that may not be the reader's own says so: 14:30 UTC. */
export function formatClock(at: string, locale: string, timeZone: string): string {
  const own = timeZone === 'UTC' ? ({ timeZoneName: 'short' } as const) : {};
  return format(at, locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone, ...own });
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const LONGEST_AGO = 7;

/** How long ago something was, as one would say it: a week back and further it is the day. */
export function formatAgo(at: string, locale: string, timeZone: string, now = new Date()): string {
  const ago = now.getTime() - new Date(at).getTime();
  const days = dayNumber(now, timeZone) - dayNumber(new Date(at), timeZone);
  if (days >= LONGEST_AGO || ago < -MINUTE) return formatDay(at, locale, timeZone);
  const words = new Intl.RelativeTimeFormat(languageOf(locale), { numeric: 'auto' });
  if (ago < MINUTE) return words.format(0, 'second');
  if (ago < HOUR) return words.format(-Math.floor(ago / MINUTE), 'minute');
  return days ? words.format(-days, 'day') : words.format(-Math.floor(ago / HOUR), 'hour');
}

/** Which day of the calendar it is in a time zone, counted from some day. */
function dayNumber(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: 'numeric', day: 'numeric' }).formatToParts(at);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day')) / DAY;
}

/** The ways to say when something was, each in a time zone. */
export const WAYS = { ago: formatAgo, clock: formatClock, day: formatDay } as const;
export type Way = keyof typeof WAYS;
