'use client';

import { usePathname } from 'next/navigation';
import { useSyncExternalStore } from 'react';

import { onSessionEnded, onSessionRenewed } from '@/lib/session/events';

/** What the browser says now; pages that the server renders too ask `useIsSignedIn`. */
export const hasSession = () => /(?:^|; )signed_in=1/.test(document.cookie);

/** Looked at again when the person comes back to this page, perhaps from another tab where they signed in or out. */
function listen(listener: () => void): () => void {
  window.addEventListener('focus', listener);
  window.addEventListener('pageshow', listener);
  const stops = [onSessionEnded(listener), onSessionRenewed(listener)];
  return () => {
    window.removeEventListener('focus', listener);
    window.removeEventListener('pageshow', listener);
    stops.forEach((stop) => stop());
  };
}

/** Whether this browser holds a session; false while the server renders, so that cached pages are the same for all. */
export function useIsSignedIn(): boolean {
  // Signing in and out ends on another page: rendering anew there looks again.
  usePathname();
  return useSyncExternalStore(listen, hasSession, () => false);
}
