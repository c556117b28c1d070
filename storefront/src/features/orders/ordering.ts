import 'server-only';

import { ApiError, unwrap } from '@/lib/api/errors';
import { fresh } from '@/lib/api/http';
import { actingApi, wayToSignIn } from '@/lib/session/server';

import { orderPath, ORDERS } from './paths';

const UNDER_WAY = new Set(['order_under_way', 'already_bought']);

interface Item {
  kind: 'course' | 'bundle';
  id: string;
  price?: Amount;
  /** What the buyer has chosen to pay. */
  amount?: Amount;
}

interface Amount {
  amount_minor: number;
  currency: string;
}

/** Orders one thing at the price that was shown, or that the buyer has chosen. The path to go on to, to sign in and come `back` if need be, or why not. */
export async function orderThing(item: Item, back: string): Promise<string | { refused: string }> {
  try {
    const api = await actingApi();
    return orderPath(unwrap(await api.POST('/api/v1/me/orders', { body: { items: [item] }, ...fresh })).id);
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return wayToSignIn(error, back);
    if (error instanceof ApiError && UNDER_WAY.has(error.reason ?? '')) return ORDERS;
    if (error instanceof ApiError && error.status < 500) return { refused: error.message };
    console.error('buy_failed', error);
    return { refused: '' };
  }
}
