'use client';

import type { OpenCohortShape } from '@/lib/api/schema';
import { WAYS } from '@/lib/dates';
import { LocalTime } from '@/ui/local-time';

export interface CohortLabels {
  legend: string;
  /** With # for the number. */
  seatsLeft: string;
  oneSeatLeft: string;
  full: string;
  starts: string;
  until: string;
}

interface Props {
  cohorts: readonly OpenCohortShape[];
  locale: string;
  labels: CohortLabels;
  /** Cohorts are chosen from, this one beforehand; otherwise they are merely told. */
  chosen?: string;
  isChoice?: boolean;
}

/** The cohorts of a course with their dates, as the reader's clock has them, and seats. */
export function CohortList({ cohorts, locale, labels, chosen, isChoice = false }: Props) {
  const rows = cohorts.map((cohort) => {
    const isFull = cohort.seats_left !== null && cohort.seats_left <= 0 && cohort.id !== chosen;
    const told = <Told cohort={cohort} locale={locale} labels={labels} isFull={isFull} />;
    const row = 'flex items-start gap-3 py-4';
    return (
      <li key={cohort.id}>
        {isChoice ? (
          <label className={`${row} ${isFull ? 'text-muted' : ''}`}>
            <input type="radio" name="cohort" value={cohort.id} required disabled={isFull} defaultChecked={cohort.id === chosen} className="mt-1 size-5 accent-accent" />
            {told}
          </label>
        ) : (
          <div className={row}>{told}</div>
        )}
      </li>
    );
  });
  const list = <ul className="divide-y divide-hairline border-y border-hairline">{rows}</ul>;
  if (!isChoice) return list;
  return (
    <fieldset>
      <legend className="sr-only">{labels.legend}</legend>
      {list}
    </fieldset>
  );
}

function Told({ cohort, locale, labels, isFull }: { cohort: OpenCohortShape; locale: string; labels: CohortLabels; isFull: boolean }) {
  const { name, starts_at, joined_until, seats_left } = cohort;
  const left = seats_left === 1 ? labels.oneSeatLeft : labels.seatsLeft.replace('#', String(seats_left));
  const day = (at: string) => <LocalTime at={at} as="day" locale={locale} inUtc={WAYS.day(at, locale, 'UTC')} />;
  return (
    <span className="flex min-w-0 flex-1 flex-wrap items-baseline justify-between gap-x-4">
      <span className="min-w-0">
        <span className="block font-semibold wrap-anywhere text-ink">{name}</span>
        <span className="block text-sm">
          {labels.starts} {day(starts_at)}, <LocalTime at={starts_at} as="clock" locale={locale} inUtc={WAYS.clock(starts_at, locale, 'UTC')} />
        </span>
        {joined_until !== starts_at && (
          <span className="block text-sm text-muted">
            {labels.until} {day(joined_until)}
          </span>
        )}
      </span>
      {(isFull || seats_left !== null) && <span className="text-sm font-semibold">{isFull ? labels.full : left}</span>}
    </span>
  );
}
