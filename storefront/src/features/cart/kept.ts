import 'server-only';

import { cookies } from 'next/headers';

import { unwrap } from '@/lib/api/errors';
import type { PersonalApi } from '@/lib/api/http';
import { isSecure } from '@/lib/env';

import { CART_COOKIE, cookieOf, thingsIn, type Thing } from './things';

const KEPT_SECONDS = 180 * 24 * 3600;

/** What lies in this browser's cart. */
export async function keptThings(): Promise<Thing[]> {
  return thingsIn((await cookies()).get(CART_COOKIE)?.value);
}

/** Keep these in the browser, readable to scripts, which show how many they are. In actions alone. */
export async function keepThings(things: Thing[]): Promise<void> {
  const maxAge = things.length ? KEPT_SECONDS : 0;
  (await cookies()).set(CART_COOKIE, cookieOf(things), { path: '/', sameSite: 'lax', secure: isSecure(), maxAge });
}

/**
 * Lay the browser's cart in the account's and empty it, in this order: what is taken over twice is there once, and what
 * could not be taken over stays in the browser. Throws what the API refused.
 */
export async function takeOver(api: PersonalApi): Promise<void> {
  const things = await keptThings();
  if (!things.length) return;
  unwrap(await api.POST('/api/v1/me/cart', { body: { items: things as { kind: 'course'; id: string }[] } }));
  await keepThings([]);
}
