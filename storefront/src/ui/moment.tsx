import { getLocale } from 'next-intl/server';

import { WAYS, type Way } from '@/lib/dates';

import { LocalTime } from './local-time';

interface Props {
  at: string;
  as: Way;
}

/** A moment as the reader's own clock and calendar have it; in UTC where no scripts run. */
export async function Moment({ at, as }: Props) {
  const locale = await getLocale();
  return <LocalTime at={at} as={as} locale={locale} inUtc={WAYS[as](at, locale, 'UTC')} />;
}
