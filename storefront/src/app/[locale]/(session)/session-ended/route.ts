import { cookies } from 'next/headers';
import { NextResponse, type NextRequest } from 'next/server';

import { fresh, personalApi } from '@/lib/api/http';
import { nextPath, signInPath, SUSPENDED_PATH } from '@/lib/next-path';
import { clearTokens, readTokens } from '@/lib/session/cookies';
import { endOf } from '@/lib/session/refresh';

/**
 * Pages come here when the API took their token for a session that has ended: a page cannot drop cookies while it
 * renders. Who asks without need goes on as they are, so that no link signs anybody out.
 */
export async function GET(request: NextRequest) {
  const next = nextPath(request.nextUrl.searchParams.get('next'));
  const jar = await cookies();
  const { access } = readTokens(jar);
  if (access) {
    const { error, response } = await personalApi(access).GET('/api/v1/me', fresh);
    if (response.status !== 401) return to(next);
    clearTokens(jar);
    if (endOf(error) === 'suspended') return to(SUSPENDED_PATH);
  }
  return to(`${signInPath(next)}&ended`);
}

// Relative: behind a proxy this server does not know its own name.
const to = (path: string) => new NextResponse(null, { status: 307, headers: { Location: path } });
