import type { ResponseCookie } from 'next/dist/compiled/@edge-runtime/cookies';

import { isSecure } from '@/lib/env';
import type { TokensOut } from '@/lib/api/schema';

interface Jar {
  get(name: string): { value: string } | undefined;
}
export type WritableJar = { set(name: string, value: string, options: Partial<ResponseCookie>): unknown };

// __Host- binds a cookie to this very host; browsers take it over TLS alone.
const name = (word: string) => (isSecure() ? `__Host-${word}` : word);
const accessCookie = () => name('access');
const refreshCookie = () => name('refresh');

/** Readable to scripts and worth nothing: tells islands on cached pages whether to ask who is here. */
const HINT_COOKIE = 'signed_in';

interface SessionTokens {
  access?: string;
  refresh?: string;
}

export function readTokens(jar: Jar): SessionTokens {
  return { access: jar.get(accessCookie())?.value, refresh: jar.get(refreshCookie())?.value };
}

/** Keep a pair of tokens where no script can read them; until the browser closes unless `remember`. */
export function writeTokens(jar: WritableJar, tokens: TokensOut): void {
  const secret = { httpOnly: true, secure: isSecure(), sameSite: 'lax', path: '/' } as const;
  const kept = tokens.remember ? { expires: new Date(tokens.refresh_expires_at) } : {};
  jar.set(accessCookie(), tokens.access_token, { ...secret, expires: new Date(tokens.access_expires_at) });
  jar.set(refreshCookie(), tokens.refresh_token, { ...secret, ...kept });
  jar.set(HINT_COOKIE, '1', { ...secret, httpOnly: false, ...kept });
}

export function clearTokens(jar: WritableJar): void {
  for (const each of [accessCookie(), refreshCookie(), HINT_COOKIE]) {
    jar.set(each, '', { path: '/', maxAge: 0, secure: isSecure() });
  }
}
