import { useSyncExternalStore } from 'react';

const never = () => () => {};

/** The time zone of this browser; unknown while the server renders. */
export function useTimeZone(): string | null {
  return useSyncExternalStore(never, () => Intl.DateTimeFormat().resolvedOptions().timeZone, () => null);
}
