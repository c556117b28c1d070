import { type NextRequest, NextResponse } from 'next/server';

import { ENDED_PATH, openPreview, previewCookie, subjectPath } from '@/features/preview/session';
import { siteUrl } from '@/lib/env';

export const dynamic = 'force-dynamic';

const CODE = /^[A-Za-z0-9_-]{16,100}$/;

/** The editor's browser comes with a code, which is good once, and goes on with a cookie (docs/how-to/show-drafts-in-a-front-end.md). */
export async function GET(request: NextRequest): Promise<NextResponse> {
  const code = request.nextUrl.searchParams.get('code') ?? '';
  const preview = CODE.test(code) ? await openPreview(code) : null;
  const path = preview ? subjectPath(preview.id, preview.subject) : ENDED_PATH;
  const response = NextResponse.redirect(siteUrl() + path, 303);
  if (preview) response.cookies.set(previewCookie(preview));
  response.headers.set('Cache-Control', 'private, no-store');
  response.headers.set('Referrer-Policy', 'no-referrer');
  response.headers.set('X-Robots-Tag', 'noindex, nofollow');
  return response;
}
