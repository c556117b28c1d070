import { type NextRequest, NextResponse } from 'next/server';

import { orderPath, payPath } from '@/features/orders/paths';
import { ApiError, unwrap } from '@/lib/api/errors';
import { siteUrl } from '@/lib/env';
import { signInPath } from '@/lib/next-path';
import { myApi } from '@/lib/session/server';

export const dynamic = 'force-dynamic';

const ID = /^[\da-f-]{36}$/i;

/** A link, not a form: forms may lead nowhere but to ourselves (the content policy), with scripts and without. */
export async function GET(_: NextRequest, { params }: RouteContext<'/[locale]/account/orders/[id]/pay'>): Promise<NextResponse> {
  const { id } = await params;
  const target = await whereToPay(id);
  const response = NextResponse.redirect(target.startsWith('/') ? siteUrl() + target : target, 303);
  response.headers.set('Cache-Control', 'private, no-store');
  response.headers.set('Referrer-Policy', 'no-referrer');
  return response;
}

/** The provider's page. What cannot be paid is looked at instead: the order says why. */
async function whereToPay(id: string): Promise<string> {
  if (!ID.test(id)) return '/account/orders';
  const api = await myApi();
  if (!api) return signInPath(payPath(id));
  try {
    return unwrap(await api.POST('/api/v1/me/orders/{public_id}/payment', { params: { path: { public_id: id } } })).url;
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return signInPath(payPath(id));
    if (error instanceof ApiError && error.status < 500) return orderPath(id);
    console.error('payment_not_opened', error);
    return `${orderPath(id)}?payment=failed`;
  }
}
