'use client';

import { useSyncExternalStore } from 'react';

const read = () => /(?:^|; )signed_in=1/.test(document.cookie);
const never = () => () => {};

/** Whether this browser holds a session; false while the server renders, so that cached pages are the same for all. */
export function useIsSignedIn(): boolean {
  return useSyncExternalStore(never, read, () => false);
}
