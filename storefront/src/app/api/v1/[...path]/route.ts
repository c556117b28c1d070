import { cookies } from 'next/headers';
import type { NextRequest } from 'next/server';

import { forward, refusal, unavailable } from '@/lib/api/forward';
import { isFromOurPages } from '@/lib/session/origin';
import { clearTokens, readTokens, writeTokens } from '@/lib/session/cookies';
import { refreshTokens } from '@/lib/session/refresh';

export const dynamic = 'force-dynamic';

// Their answers carry tokens, or end them: server actions ask these, no script does.
const NOT_FOR_SCRIPTS = /^\/api\/v1\/auth\/(sign-in|refresh|sign-out)/;

/** The API on this origin, as the person of the session cookie. */
async function handle(request: NextRequest): Promise<Response> {
  const { pathname, search } = request.nextUrl;
  if (NOT_FOR_SCRIPTS.test(asRead(pathname))) return refusal(404, 'NOT_FOUND', 'There is nothing here.', 'not_found');
  if (!isFromOurPages(request)) {
    return refusal(403, 'FORBIDDEN', 'This request did not come from one of our pages.', 'foreign_origin');
  }
  const { access, refresh } = readTokens(await cookies());
  // Asked without a token, the API would say that nobody is signed in, which is not known.
  const token = access ?? (refresh && (await renew(refresh, request.headers).catch(() => null)));
  if (token === null) return unavailable();
  const answer = await forward(request, pathname + search, token || undefined);
  // The session was ended elsewhere, or the account closed: what islands look at must not say otherwise.
  if (answer.status === 401 && access) await renew(refresh, request.headers).catch(() => undefined);
  return answer;
}

/** The path as the API will read it, whichever of its letters are written as escapes. */
function asRead(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}

/** The next access token, kept in the cookies; none where the session has ended. Throws where the API could not be asked. */
async function renew(refresh: string | undefined, incoming: Headers): Promise<string | undefined> {
  const tokens = refresh ? await refreshTokens(refresh, incoming) : 'ended';
  const jar = await cookies();
  if (typeof tokens === 'object') writeTokens(jar, tokens);
  // The suspended are signed out by the next page of their own, which tells them so.
  else if (tokens === 'ended') clearTokens(jar);
  return typeof tokens === 'object' ? tokens.access_token : undefined;
}

export { handle as GET, handle as POST, handle as PUT, handle as PATCH, handle as DELETE };
