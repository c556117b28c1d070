'use client';

import { formatMoment, WAYS, type Way } from '@/lib/dates';

import { useTimeZone } from './use-time-zone';

interface Props {
  at: string;
  as: Way;
  locale: string;
  /** What it is called until the browser says where the reader is. */
  inUtc: string;
}

/** A moment in the time zone of who reads it. Pages take `Moment`. */
export function LocalTime({ at, as, locale, inUtc }: Props) {
  const zone = useTimeZone();
  return (
    <time dateTime={at} title={zone && as === 'ago' ? formatMoment(at, locale, zone) : undefined}>
      {zone ? WAYS[as](at, locale, zone) : inUtc}
    </time>
  );
}
