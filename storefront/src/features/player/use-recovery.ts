'use client';

import { useEffect } from 'react';

import { reload } from '@/lib/player/reload';

/** Signed addresses end after minutes; a film that was begun asks for a new one, but not for ever. */
const RECOVER_AFTER_MS = 10_000;

/** Takes a film or sound up again that broke off. */
export function useRecovery(element: HTMLMediaElement | null): void {
  useEffect(() => {
    if (!element) return;
    let last = -Infinity;
    const recover = () => {
      // A stream mends itself, or gives way to the file.
      if (element.currentSrc.startsWith('blob:')) return;
      if (element.currentTime === 0 || performance.now() - last < RECOVER_AFTER_MS) return;
      last = performance.now();
      reload(element);
    };
    element.addEventListener('error', recover);
    return () => element.removeEventListener('error', recover);
  }, [element]);
}
