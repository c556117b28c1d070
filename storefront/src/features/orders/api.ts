import 'server-only';

import { ApiError, unwrap, unwrapOrNull } from '@/lib/api/errors';
import type { PersonalApi } from '@/lib/api/http';
import type { GivingBackOut, OrderOut } from '@/lib/api/schema';

const path = (public_id: string) => ({ params: { path: { public_id } } });

/** My orders, newest first. */
export async function myOrders(api: PersonalApi, cursor?: string) {
  return unwrap(await api.GET('/api/v1/me/orders', { params: { query: { cursor } } }));
}

/**
 * One of my orders as it is at the payment provider just now, or null. Where the provider does not answer it is as we
 * last knew it: `isSettled` says which.
 */
export async function myOrder(api: PersonalApi, id: string): Promise<{ order: OrderOut; isSettled: boolean } | null> {
  const order = unwrapOrNull(await api.GET('/api/v1/me/orders/{public_id}', path(id)));
  if (order?.state !== 'pending') return order && { order, isSettled: true };
  try {
    return { order: unwrap(await api.POST('/api/v1/me/orders/{public_id}/settlement', path(id))), isSettled: true };
  } catch (error) {
    if (error instanceof ApiError && error.status === 503) return { order, isSettled: false };
    throw error;
  }
}

/** What of a paid order may be given back, and what was asked for; nothing for orders that were never paid. */
export async function givingBack(api: PersonalApi, order: OrderOut): Promise<GivingBackOut[]> {
  if (order.state !== 'paid' && order.state !== 'refunded') return [];
  return unwrap(await api.GET('/api/v1/me/orders/{public_id}/refunds', path(order.id))).lines;
}
