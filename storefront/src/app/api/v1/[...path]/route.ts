import { cookies } from 'next/headers';
import type { NextRequest } from 'next/server';

import { forward, refusal } from '@/lib/api/forward';
import { isFromOurPages } from '@/lib/session/origin';
import { clearTokens, readTokens, writeTokens } from '@/lib/session/cookies';
import { refreshTokens } from '@/lib/session/refresh';

export const dynamic = 'force-dynamic';

// Their answers carry tokens, or end them: server actions ask these, no script does.
const NOT_FOR_SCRIPTS = /^\/api\/v1\/auth\/(sign-in|refresh|sign-out)/;

/** The API on this origin, as the person of the session cookie. */
async function handle(request: NextRequest): Promise<Response> {
  const { pathname, search } = request.nextUrl;
  if (NOT_FOR_SCRIPTS.test(pathname)) return refusal(404, 'NOT_FOUND', 'There is nothing here.', 'not_found');
  if (!isFromOurPages(request)) {
    return refusal(403, 'FORBIDDEN', 'This request did not come from one of our pages.', 'foreign_origin');
  }
  return forward(request, pathname + search, await accessToken());
}

async function accessToken(): Promise<string | undefined> {
  const jar = await cookies();
  const { access, refresh } = readTokens(jar);
  if (access || !refresh) return access;
  const tokens = await refreshTokens(refresh).catch(() => undefined);
  if (tokens) writeTokens(jar as never, tokens);
  if (tokens === null) clearTokens(jar as never);
  return tokens?.access_token;
}

export { handle as GET, handle as POST, handle as PUT, handle as PATCH, handle as DELETE };
