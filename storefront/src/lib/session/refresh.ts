import { visitingApi } from '@/lib/api/http';
import type { Error as ErrorBody, TokensOut } from '@/lib/api/schema';
import { visitorHeaders } from '@/lib/api/visitor';

/** Longer than requests that left together take to arrive, shorter than an access token lives. */
const KEPT_MS = 20_000;

/** The API's word for a session that ended because its person is suspended. */
export const SUSPENDED = 'account_suspended';

/** Why there are no tokens any more. */
export type SessionEnd = 'ended' | 'suspended';

const underWay = new Map<string, Promise<TokensOut | SessionEnd>>();

/**
 * Exchange a refresh token for the next pair, once: requests that leave together share one exchange.
 * Says why where the session has ended. Throws where the API could not be asked, so that nobody is signed out by a hiccup.
 */
export function refreshTokens(refreshToken: string, incoming: Headers): Promise<TokensOut | SessionEnd> {
  const known = underWay.get(refreshToken);
  if (known) return known;
  const asked = exchange(refreshToken, incoming);
  underWay.set(refreshToken, asked);
  const forget = () => underWay.delete(refreshToken);
  asked.then(() => setTimeout(forget, KEPT_MS).unref?.(), forget);
  return asked;
}

async function exchange(refreshToken: string, incoming: Headers): Promise<TokensOut | SessionEnd> {
  const { data, error, response } = await visitingApi(visitorHeaders(incoming)).POST('/api/v1/auth/refresh', {
    body: { refresh_token: refreshToken },
  });
  if (data) return data;
  if (response.status === 401) return endOf(error as ErrorBody);
  throw new Error(`Signing in anew failed: the API answered ${response.status}.`);
}

/** What a 401 of the API says of the session. */
export const endOf = (refusal: ErrorBody | undefined): SessionEnd => (refusal?.error?.details?.reason === SUSPENDED ? 'suspended' : 'ended');
