import 'server-only';

import { keptCurrency } from '@/features/currency/kept';
import { ApiError, unwrap } from '@/lib/api/errors';
import type { PersonalApi } from '@/lib/api/http';
import type { CartOut } from '@/lib/api/schema';
import { asPerson, myApi, visitorApi } from '@/lib/session/server';

import { keptCoupon, keptThings } from './kept';
import { CART } from './paths';
import type { Thing } from './things';

interface FoundCart {
  cart: CartOut;
  isMine: boolean;
  /** How many things lie in the browser still, beside an account's cart. */
  left: number;
}

/** The account's cart, or for visitors what lies in their browser. */
export async function findCart(): Promise<FoundCart> {
  const [kept, coupon, currency] = await Promise.all([keptThings(), keptCoupon(), keptCurrency()]);
  const isMine = (await myApi()) !== null;
  const cart = isMine ? await asPerson(CART, (api) => readCart(api, coupon, currency)) : await quote(kept, coupon, currency);
  return { cart, isMine, left: isMine ? kept.length : 0 };
}

/** The account's cart with this coupon, in this currency if one is named. */
export async function readCart(api: PersonalApi, coupon: string, currency: string): Promise<CartOut> {
  return unwrap(await api.GET('/api/v1/me/cart', { params: { query: { coupon, currency } } }));
}

/** What a visitor's cart costs with this coupon, in this currency if one is named. */
export async function quote(kept: Thing[], coupon: string, currency: string): Promise<CartOut> {
  const nothing: CartOut = { lines: [], total: null, currency: null, currencies: [], order: null, coupon: null, tax: 'off' };
  if (!kept.length) return nothing;
  const items = kept.map(({ kind, id, amount }) => `${kind}:${id}${amount ? `:${amount.currency}:${amount.amount_minor}` : ''}`).join(',');
  try {
    return unwrap(await (await visitorApi()).GET('/api/v1/cart', { params: { query: { items, coupon, currency } } }));
  } catch (error) {
    // Anybody may write into a browser: what names no kind of ours is an empty cart, not a failure.
    if (error instanceof ApiError && error.status === 422) return nothing;
    throw error;
  }
}
