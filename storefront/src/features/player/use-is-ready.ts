'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => {};

/** Whether scripts run here: false while the server renders, and for good where there are none. */
export function useIsReady(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
