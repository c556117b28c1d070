/** A day as people of `locale` write it, such as 12 November 2026. Our English is British. */
export function formatDay(day: string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(new Date(day));
}
