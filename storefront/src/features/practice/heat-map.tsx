import { getFormatter, getTranslations } from 'next-intl/server';

import type { PracticeOut } from '@/lib/api/schema';

import { type HeatDay, heatRows, type Level, noonOf } from './heat';

const LOOKS: Record<Level, string> = { 0: 'bg-surface-2', 1: 'bg-accent/40', 2: 'bg-accent/70', 3: 'bg-accent' };
type Named = Pick<Intl.DateTimeFormatOptions, 'day' | 'month' | 'weekday'>;

const CELL = 'block size-3 rounded-sm sm:size-3.5';

/** Half a year of practice: a table of weekdays by weeks, whose cells say in words what they show. */
export async function HeatMap({ practice }: { practice: PracticeOut }) {
  const [t, format] = await Promise.all([getTranslations('practice'), getFormatter()]);
  const named = (day: string, options: Named) => format.dateTime(noonOf(day), { ...options, timeZone: 'UTC' });
  const { weeks } = practice;
  const said = ({ day, level, minutes, isInLessons, isPaused }: HeatDay) => {
    const what = minutes ? t('minutesOf', { minutes }) : level ? t('inLessons') : isPaused ? t('paused') : t('restDay');
    return `${named(day, { day: 'numeric', month: 'long' })}: ${minutes && isInLessons ? t('both', { what }) : what}`;
  };
  return (
    // What scrolls can be reached by keyboard.
    <div role="region" aria-label={t('calendar')} tabIndex={0} className="overflow-x-auto pb-2">
      <table className="border-separate border-spacing-0.5 text-xs">
        <caption className="sr-only">{t('calendarCaption')}</caption>
        <thead>
          <tr>
            <th scope="col" className="sr-only">
              {t('weekday')}
            </th>
            {weeks.map(({ monday }) => (
              <th key={monday} scope="col" className="relative h-5 p-0 text-start font-medium text-muted">
                <span className="sr-only">{t('weekOf', { day: named(monday, { day: 'numeric', month: 'long' }) })}</span>
                {Number(monday.slice(8)) <= 7 && (
                  <span aria-hidden className="absolute start-0 top-0">
                    {named(monday, { month: 'short' })}
                  </span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {heatRows(practice).map((row, weekday) => (
            <tr key={weekday}>
              <th scope="row" className="pe-2 text-start font-medium text-muted">
                {named(`2024-01-0${weekday + 1}`, { weekday: 'short' })}
              </th>
              {row.map((day, week) => (
                <td key={weeks[week]?.monday} className="relative p-0">
                  {day && (
                    <span title={said(day)} className={`${CELL} ${LOOKS[day.level]} ${day.isPaused ? 'outline-1 -outline-offset-1 outline-muted' : ''}`}>
                      <span className="sr-only">{said(day)}</span>
                    </span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
