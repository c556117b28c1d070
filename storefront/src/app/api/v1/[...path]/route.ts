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
  const { access, refresh } = readTokens(await cookies());
  const token = access ?? (refresh && (await renew(refresh, request.headers)));
  const answer = await forward(request, pathname + search, token || undefined);
  // The session was ended elsewhere, or the account closed: what islands look at must not say otherwise.
  if (answer.status === 401 && access) await (refresh ? renew(refresh, request.headers) : forget());
  return answer;
}

async function renew(refresh: string, incoming: Headers): Promise<string | undefined> {
  const tokens = await refreshTokens(refresh, incoming).catch(() => undefined);
  if (tokens) writeTokens(await cookies(), tokens);
  if (tokens === null) await forget();
  return tokens?.access_token;
}

async function forget(): Promise<void> {
  clearTokens(await cookies());
}

export { handle as GET, handle as POST, handle as PUT, handle as PATCH, handle as DELETE };
