import { revalidateTag } from 'next/cache';

import { storefrontSecret } from '@/lib/env';
import { bodyUpTo } from '@/lib/request-body';
import { isSigned } from '@/lib/signatures';

import { readMessage } from './message';

export const dynamic = 'force-dynamic';

// 2,000 tags of 256 characters, some of which take more than one byte.
const MOST_BYTES = 1_000_000;

/** Perfomix names what changed; what is kept of it is dropped (docs/how-to/keep-a-front-end-fresh.md). */
export async function POST(request: Request): Promise<Response> {
  const body = await bodyUpTo(MOST_BYTES, request);
  if (!body) return answer(413);
  if (!isSigned(storefrontSecret(), request.headers, body)) return answer(401);
  const message = readMessage(body);
  if (!message) return answer(400);
  for (const tag of message.stale) revalidateTag(tag, 'max');
  for (const tag of message.expire) revalidateTag(tag, { expire: 0 });
  return answer(204);
}

const answer = (status: number) => new Response(null, { status, headers: { 'Cache-Control': 'no-store' } });
