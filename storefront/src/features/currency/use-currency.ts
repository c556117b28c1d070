'use client';

import { useSyncExternalStore } from 'react';

import { CURRENCY_COOKIE, currencyIn, KEPT_SECONDS } from './currency';

const CHOSEN = 'currency-chosen';
const COOKIE = new RegExp(`(?:^|; )${CURRENCY_COOKIE}=([^;]*)`);
const read = () => currencyIn(COOKIE.exec(document.cookie)?.[1]);

/** Looked at again when the person comes back to this page, perhaps from another tab where they chose another. */
function listen(listener: () => void): () => void {
  const events = ['focus', 'pageshow', CHOSEN];
  events.forEach((name) => window.addEventListener(name, listener));
  return () => events.forEach((name) => window.removeEventListener(name, listener));
}

/** The currency this visitor has chosen; empty without one, and while the server renders, so that cached pages are the same for all. */
export const useCurrency = () => useSyncExternalStore(listen, read, () => '');

/** See and pay prices in this currency from now on. */
export function chooseCurrency(code: string): void {
  const secure = window.location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `${CURRENCY_COOKIE}=${code}; Path=/; Max-Age=${KEPT_SECONDS}; SameSite=Lax${secure}`;
  window.dispatchEvent(new Event(CHOSEN));
}
