import 'server-only';

import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';

import { ApiError } from '@/lib/api/errors';
import { personalApi, visitingApi, type PersonalApi } from '@/lib/api/http';
import { visitorHeaders } from '@/lib/api/visitor';
import { signInPath, SUSPENDED_PATH } from '@/lib/next-path';

import { clearTokens, readTokens, writeTokens } from './cookies';
import { refreshTokens, SUSPENDED } from './refresh';

/** The API as the signed-in person sees it, or null for visitors. The proxy has renewed the token before. */
export async function myApi(): Promise<PersonalApi | null> {
  const { access } = readTokens(await cookies());
  return access ? personalApi(access, visitorHeaders(await headers())) : null;
}

/** The API as this visitor, whom it counts by their own address: signing in, letters, links. */
export async function visitorApi() {
  return visitingApi(visitorHeaders(await headers()));
}

/**
 * What `ask` finds as the signed-in person, for the page at `path`. Visitors sign in first and come back; so do people
 * whose session was ended elsewhere. Throws where the session could not be renewed just now: they need not sign in.
 */
export async function asPerson<T>(path: string, ask: (api: PersonalApi) => Promise<T>): Promise<T> {
  const api = await myApi();
  if (!api && readTokens(await cookies()).refresh) throw new Error('The session could not be renewed.');
  if (!api) redirect(signInPath(path));
  try {
    return await ask(api);
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) {
      redirect(`/session-ended?next=${encodeURIComponent(path)}`);
    }
    throw error;
  }
}

/**
 * The API in a server action, as the signed-in person. Renews the session first where that is due, which actions on
 * pages that everybody shares need. Throws the API's own 401 where there is no session any more.
 */
export async function actingApi(): Promise<PersonalApi> {
  const jar = await cookies();
  const incoming = await headers();
  const { access, refresh } = readTokens(jar);
  if (access) return personalApi(access, visitorHeaders(incoming));
  const tokens = refresh ? await refreshTokens(refresh, incoming) : 'ended';
  if (typeof tokens === 'string') {
    clearTokens(jar);
    throw sessionOver(tokens === 'suspended' ? SUSPENDED : 'session_ended');
  }
  writeTokens(jar, tokens);
  return personalApi(tokens.access_token, visitorHeaders(incoming));
}

/**
 * Where an action leads whom the API answered with this 401: to sign in and come back to `path`, or to read that they are
 * suspended, signed out.
 */
export async function wayToSignIn(refusal: ApiError, path: string): Promise<string> {
  if (refusal.reason !== SUSPENDED) return signInPath(path);
  clearTokens(await cookies());
  return SUSPENDED_PATH;
}

const sessionOver = (reason: string) =>
  new ApiError(401, {
    error: { code: 'UNAUTHORIZED', message: 'Please sign in again.', details: { reason } },
  });
