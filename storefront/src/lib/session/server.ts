import 'server-only';

import { cookies } from 'next/headers';

import { personalApi } from '@/lib/api/http';

import { readTokens } from './cookies';

/** The API as the signed-in person sees it, or null for visitors. The proxy has renewed the token before. */
export async function myApi() {
  const { access } = readTokens(await cookies());
  return access ? personalApi(access) : null;
}
