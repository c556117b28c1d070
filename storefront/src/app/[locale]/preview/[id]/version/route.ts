import { cookies } from 'next/headers';

import { previewSession } from '@/features/preview/api';
import { PREVIEW_COOKIE } from '@/features/preview/session';
import { ApiError } from '@/lib/api/errors';
import { previewApi } from '@/lib/api/http';

export const dynamic = 'force-dynamic';

/** Which version of the draft there is now; 401 once the preview is over, 503 where that cannot be told. Its cookie comes to its own addresses alone. */
export async function GET(): Promise<Response> {
  const headers = { 'Cache-Control': 'private, no-store' };
  const token = (await cookies()).get(PREVIEW_COOKIE)?.value;
  if (!token) return new Response(null, { status: 401, headers });
  try {
    const { version } = await previewSession(previewApi(token));
    return Response.json({ version }, { headers });
  } catch (error) {
    const isOver = error instanceof ApiError && error.status < 500;
    return new Response(null, { status: isOver ? 401 : 503, headers });
  }
}
