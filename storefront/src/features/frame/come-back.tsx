'use client';

import { useEffect } from 'react';

const EVERY_MS = 10_000;

/** Where it stands in the place of a page that could not be fetched: fetches that again once we can be reached. */
export function ComeBack() {
  useEffect(() => {
    // At its own address the page stands in nobody's place.
    if (location.pathname.endsWith('/offline')) return;
    const again = () => location.reload();
    const look = async () => {
      if (!navigator.onLine || document.hidden) return;
      const answer = await fetch('/internal/health', { cache: 'no-store' }).catch(() => null);
      if (answer?.ok) again();
    };
    const timer = setInterval(look, EVERY_MS);
    addEventListener('online', again);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      removeEventListener('online', again);
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
  return null;
}
