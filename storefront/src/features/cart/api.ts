import 'server-only';

import { ApiError, unwrap } from '@/lib/api/errors';
import { fresh, publicApi } from '@/lib/api/http';
import type { CartOut } from '@/lib/api/schema';
import { asPerson, myApi } from '@/lib/session/server';

import { keptThings } from './kept';
import { CART } from './paths';

interface FoundCart {
  cart: CartOut;
  isMine: boolean;
  /** How many things lie in the browser still, beside an account's cart. */
  left: number;
}

/** The account's cart, or for visitors what lies in their browser. */
export async function findCart(): Promise<FoundCart> {
  const kept = await keptThings();
  const isMine = (await myApi()) !== null;
  const cart = isMine ? await asPerson(CART, async (api) => unwrap(await api.GET('/api/v1/me/cart'))) : await quote(kept);
  return { cart, isMine, left: isMine ? kept.length : 0 };
}

async function quote(kept: { kind: string; id: string }[]): Promise<CartOut> {
  const nothing = { lines: [], total: null, order: null };
  if (!kept.length) return nothing;
  const items = kept.map(({ kind, id }) => `${kind}:${id}`).join(',');
  try {
    return unwrap(await publicApi().GET('/api/v1/cart', { params: { query: { items } }, ...fresh }));
  } catch (error) {
    // Anybody may write into a browser: what names no kind of ours is an empty cart, not a failure.
    if (error instanceof ApiError && error.status === 422) return nothing;
    throw error;
  }
}
