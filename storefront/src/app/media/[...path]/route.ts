import type { NextRequest } from 'next/server';

import { forward } from '@/lib/api/forward';

export const dynamic = 'force-dynamic';

/** Files behind signed addresses; the signature is the right to them. */
export function GET(request: NextRequest): Promise<Response> {
  return forward(request, request.nextUrl.pathname + request.nextUrl.search);
}
