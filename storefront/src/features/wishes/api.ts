import 'server-only';

import { keptCurrency } from '@/features/currency/kept';
import { unwrap } from '@/lib/api/errors';
import type { WishOut } from '@/lib/api/schema';
import { asPerson } from '@/lib/session/server';

import { WISHES } from './paths';

/** What I have put by, the last one first, in the currency I chose. Visitors sign in first. */
export async function myWishes(): Promise<WishOut[]> {
  const currency = await keptCurrency();
  return asPerson(WISHES, async (api) => unwrap(await api.GET('/api/v1/me/wishes', { params: { query: { currency } } })).wishes);
}
