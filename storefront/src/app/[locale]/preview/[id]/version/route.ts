import { cookies } from 'next/headers';

import { previewSession } from '@/features/preview/api';
import { PREVIEW_COOKIE } from '@/features/preview/session';
import { previewApi } from '@/lib/api/http';

export const dynamic = 'force-dynamic';

/** Which version of the draft there is now; 401 once the preview is over. Its cookie comes to its own addresses alone. */
export async function GET(): Promise<Response> {
  const token = (await cookies()).get(PREVIEW_COOKIE)?.value;
  const session = token ? await previewSession(previewApi(token)).catch(() => null) : null;
  const headers = { 'Cache-Control': 'private, no-store' };
  return session ? Response.json({ version: session.version }, { headers }) : new Response(null, { status: 401, headers });
}
