import createIntlMiddleware from 'next-intl/middleware';
import { NextRequest, NextResponse } from 'next/server';

import { routing } from '@/i18n/routing';
import { askedPath } from '@/lib/asked-paths';
import { SUSPENDED_PATH } from '@/lib/next-path';
import { isPersonal } from '@/lib/personal-paths';
import { plainPath } from '@/lib/plain-path';
import { isReadable, textPath } from '@/lib/readable-address';
import { protectionOf } from '@/lib/security/protection';
import { clearTokens, readTokens, writeTokens, type WritableJar } from '@/lib/session/cookies';
import { refreshTokens } from '@/lib/session/refresh';

/** A path that no page can have: slugs have no tilde. */
const NOWHERE = '/~';

/** What is no page: the addresses of programs, drawn pictures, and the files that there are. Whatever else is asked for, somebody may read the answer. */
const PROGRAMS =
  /^\/(?:(?:api\/v1|media|share|_next\/static)\/|internal\/(?:health|preview|revalidate)$|(?:favicon\.ico|apple-icon\.png|icon\.svg|icon-(?:maskable-)?\d+\.png|icons\.svg|sw\.js|robots\.txt|sitemap\.xml|manifest\.webmanifest)$)/;

const toPage = createIntlMiddleware(routing);

/** Finds the page of an address in its language; where something is asked of a page, the one that is made for each request. */
function withLocale(request: NextRequest): NextResponse {
  const asked = askedPath(request.nextUrl);
  return toPage(asked ? new NextRequest(new URL(asked + request.nextUrl.search, request.nextUrl), request) : request);
}

/** Each page passes here first: it is given its protection and its language, and a personal one a session that holds. */
export async function proxy(asked: NextRequest): Promise<NextResponse> {
  const { pathname, search } = asked.nextUrl;
  const canBeOurs = isReadable(asked.nextUrl);
  if (PROGRAMS.test(pathname)) {
    return canBeOurs ? NextResponse.next() : new NextResponse(null, { status: 404, headers: { 'Cache-Control': 'no-store' } });
  }
  const path = plainPath(textPath(pathname));
  if (path !== pathname) return NextResponse.redirect(new URL(path + search, asked.nextUrl), 308);
  const request = canBeOurs ? asked : new NextRequest(new URL(NOWHERE, asked.nextUrl), asked);
  const protection = protectionOf(request);
  // A policy that the visitor sent would be read for its nonce.
  request.headers.delete('content-security-policy');
  request.headers.delete('content-security-policy-report-only');
  for (const [name, value] of Object.entries(protection.request)) request.headers.set(name, value);
  const response = await withSession(request);
  for (const [name, value] of Object.entries(protection.answer)) response.headers.set(name, value);
  return response;
}

/** Renews the session before a personal page renders, since a page cannot set cookies while it does. */
async function withSession(request: NextRequest): Promise<NextResponse> {
  if (!isPersonal(request.nextUrl.pathname)) return withLocale(request);
  const { access, refresh } = readTokens(request.cookies);
  if (access || !refresh) return withLocale(request);
  const tokens = await refreshTokens(refresh, request.headers).catch(() => undefined);
  // The session may well be good: the page says that it cannot be made just now.
  if (tokens === undefined) return withLocale(request);
  if (tokens === 'suspended' && request.method === 'GET') return toSuspended(request);
  const keep = (jar: WritableJar) => (typeof tokens === 'object' ? writeTokens(jar, tokens) : clearTokens(jar));
  keep({ set: (name, value) => request.cookies.set(name, value) });
  const response = withLocale(new NextRequest(request, { headers: request.headers }));
  keep(response.cookies);
  return response;
}

/** Signs the suspended out, once, and says why. */
function toSuspended(request: NextRequest): NextResponse {
  const response = NextResponse.redirect(new URL(SUSPENDED_PATH, request.nextUrl), 307);
  clearTokens(response.cookies);
  return response;
}

// Pages, and what may hide what nothing of ours can be called: whatever is written with escapes, or without end.
export const config = {
  matcher: [
    '/((?!(?:api/v1|media|share|_next/static)/|internal/(?:health|preview|revalidate)$|(?:favicon\\.ico|apple-icon\\.png|icon\\.svg|icon-(?:maskable-)?\\d+\\.png|icons\\.svg|sw\\.js|robots\\.txt|sitemap\\.xml|manifest\\.webmanifest)$).*)',
    '/(.*%.*)',
    '/((?!api/v1/).{500,})',
  ],
};
