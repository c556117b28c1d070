'use client';

import { usePathname } from 'next/navigation';
import { useSyncExternalStore } from 'react';

const read = () => /(?:^|; )signed_in=1/.test(document.cookie);

/** Looked at again when the person comes back to this page, perhaps from another tab where they signed in or out. */
function listen(listener: () => void): () => void {
  const moments = ['focus', 'pageshow', 'session-renewed', 'session-ended'];
  for (const moment of moments) window.addEventListener(moment, listener);
  return () => moments.forEach((moment) => window.removeEventListener(moment, listener));
}

/** Whether this browser holds a session; false while the server renders, so that cached pages are the same for all. */
export function useIsSignedIn(): boolean {
  // Signing in and out ends on another page: rendering anew there looks again.
  usePathname();
  return useSyncExternalStore(listen, read, () => false);
}
