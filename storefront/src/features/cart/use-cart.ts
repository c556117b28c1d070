'use client';

import { useSyncExternalStore } from 'react';

import { useIsSignedIn } from '@/features/session/use-is-signed-in';
import { onSummaryForgotten, useSummary } from '@/features/session/use-summary';

import { CART_COOKIE, thingsIn } from './things';

const COOKIE = new RegExp(`(?:^|; )${CART_COOKIE}=([^;]*)`);
const read = () => COOKIE.exec(document.cookie)?.[1] ?? '';

function listen(listener: () => void): () => void {
  window.addEventListener('focus', listener);
  window.addEventListener('pageshow', listener);
  const stop = onSummaryForgotten(listener);
  return () => {
    window.removeEventListener('focus', listener);
    window.removeEventListener('pageshow', listener);
    stop();
  };
}

/** The ids of what lies in the cart; none while the server renders, so that cached pages are the same for all. */
export function useCart(): string[] {
  const isSignedIn = useIsSignedIn();
  const summary = useSummary();
  const kept = useSyncExternalStore(listen, read, () => '');
  return isSignedIn ? (summary?.cart ?? []) : thingsIn(kept).map(({ id }) => id);
}
