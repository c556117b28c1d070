import type { NextRequest } from 'next/server';

import { beginPath } from '@/features/plans/paths';
import { toProvider } from '@/features/plans/to-provider';
import { unwrap } from '@/lib/api/errors';

export const dynamic = 'force-dynamic';

/** A link, not a form: forms may lead nowhere but to ourselves (the content policy), with scripts and without. */
export async function GET(request: NextRequest) {
  const price = request.nextUrl.searchParams.get('price') ?? '';
  return toProvider(beginPath(price), async (api) => unwrap(await api.POST('/api/v1/me/plan', { body: { price } })).url);
}
