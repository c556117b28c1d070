import createIntlMiddleware from 'next-intl/middleware';
import { NextRequest, NextResponse } from 'next/server';

import { routing } from '@/i18n/routing';
import { clearTokens, readTokens, writeTokens } from '@/lib/session/cookies';
import { refreshTokens } from '@/lib/session/refresh';
import { isPersonal } from '@/lib/personal-paths';

const withLocale = createIntlMiddleware(routing);

/** Renews the session before a personal page renders, since a page cannot set cookies while it does. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  if (!isPersonal(request.nextUrl.pathname)) return withLocale(request);
  const { access, refresh } = readTokens(request.cookies);
  if (access || !refresh) return withLocale(request);
  const tokens = await refreshTokens(refresh, request.headers).catch(() => undefined);
  if (tokens) writeTokens(request.cookies as never, tokens);
  const response = withLocale(tokens ? new NextRequest(request, { headers: request.headers }) : request);
  if (tokens) writeTokens(response.cookies, tokens);
  if (tokens === null) clearTokens(response.cookies);
  return response;
}

export const config = { matcher: '/((?!api|media|internal|_next|.*\\..*).*)' };
