import 'server-only';

import { cookies } from 'next/headers';

import { unwrap } from '@/lib/api/errors';
import type { PersonalApi } from '@/lib/api/http';
import { isSecure } from '@/lib/env';

import { CART_COOKIE, cookieOf, COUPON_COOKIE, thingsIn, type Thing } from './things';

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

/** The coupon that goes with the cart; empty without one. */
export async function keptCoupon(): Promise<string> {
  return (await cookies()).get(COUPON_COOKIE)?.value ?? '';
}

/** Keep a coupon until the browser closes; an empty code forgets it. In actions alone. */
export async function keepCoupon(code: string): Promise<void> {
  const end = code ? {} : { maxAge: 0 };
  (await cookies()).set(COUPON_COOKIE, code, { path: '/', sameSite: 'lax', httpOnly: true, secure: isSecure(), ...end });
}

/**
 * Lay the browser's cart in the account's and empty it, in this order: what is taken over twice is there once, and what
 * could not be taken over stays in the browser. Throws what the API refused.
 */
export async function takeOver(api: PersonalApi): Promise<void> {
  const things = await keptThings();
  if (!things.length) return;
  unwrap(await api.POST('/api/v1/me/cart', { body: { items: things as { kind: 'course' | 'bundle'; id: string }[] } }));
  await keepThings([]);
}
