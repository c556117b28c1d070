'use client';

import { useEffect } from 'react';

import { hasSession, useIsSignedIn } from '@/features/session/use-is-signed-in';
import { hasKept } from '@/lib/has-kept';

/** Removes what is kept on this device when its learner signs out, and what they may not read any more. */
export function KeptWatch() {
  const isSignedIn = useIsSignedIn();
  useEffect(() => {
    // Most keep nothing, and need not fetch what removes it; without a network it cannot be fetched.
    if (!hasKept() || !navigator.onLine) return;
    void import('@/lib/kept-lessons')
      // Asked of the browser itself: while a page wakes up everybody is a visitor to it.
      .then(({ checkLessons, forgetLessons }) => (hasSession() ? checkLessons() : forgetLessons()))
      .catch(() => {});
  }, [isSignedIn]);
  return null;
}
