import 'server-only';

import { NextResponse } from 'next/server';

import { ApiError } from '@/lib/api/errors';
import { siteUrl } from '@/lib/env';
import type { PersonalApi } from '@/lib/api/http';
import { signInPath } from '@/lib/next-path';
import { myApi } from '@/lib/session/server';

import { MY_PLAN } from './paths';

/**
 * Leads to the payment provider's page that `ask` opens. Visitors sign in first and come back to `path`. What cannot be
 * opened is looked at instead: one's plan says why.
 */
export async function toProvider(path: string, ask: (api: PersonalApi) => Promise<string>): Promise<NextResponse> {
  const target = await whereTo(path, ask);
  const response = NextResponse.redirect(target.startsWith('/') ? siteUrl() + target : target, 303);
  response.headers.set('Cache-Control', 'private, no-store');
  response.headers.set('Referrer-Policy', 'no-referrer');
  return response;
}

async function whereTo(path: string, ask: (api: PersonalApi) => Promise<string>): Promise<string> {
  const api = await myApi();
  if (!api) return signInPath(path);
  try {
    return await ask(api);
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return signInPath(path);
    if (error instanceof ApiError && error.reason === 'subscribed_already') return MY_PLAN;
    if (!(error instanceof ApiError) || error.status >= 500) console.error('provider_page_not_opened', error);
    return `${MY_PLAN}?problem=1`;
  }
}
