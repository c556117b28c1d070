import 'server-only';

import { ApiError, unwrap } from '@/lib/api/errors';
import { visitingApi } from '@/lib/api/http';
import type { NewPreviewOut, SubjectOut } from '@/lib/api/schema';
import { isSecure, siteUrl, storefrontSecret } from '@/lib/env';
import { signedHeaders } from '@/lib/signatures';

/** One cookie for each preview, which is sent to its own pages alone: two tabs with two drafts do not meet. */
export const PREVIEW_COOKIE = 'preview';

const previewPath = (id: string) => `/preview/${id}`;

/** Where whoever comes with a code that is of no use is told what to do. */
export const ENDED_PATH = '/preview/ended';

/** A session for an editor's code, or null where the code is of no use any more. Throws where the API could not be asked. */
export async function openPreview(code: string): Promise<NewPreviewOut | null> {
  const body = JSON.stringify({ code, site: siteUrl() });
  const answer = await visitingApi(signedHeaders(storefrontSecret(), body)).POST('/api/v1/preview/sessions', {
    // Signed as it is sent, so it is written once.
    body: body as never,
    bodySerializer: String,
    headers: { 'Content-Type': 'application/json' },
  });
  try {
    return unwrap(answer);
  } catch (error) {
    if (error instanceof ApiError && [403, 404, 422].includes(error.status)) return null;
    throw error;
  }
}

/** The page that shows what is previewed. */
export function subjectPath(id: string, subject: SubjectOut): string {
  const path = previewPath(id);
  if (subject.kind === 'lesson') return `${path}/lessons/${subject.lesson_id}`;
  if (subject.kind === 'chapter') return `${path}/course#${subject.chapter_id}`;
  return `${path}/${subject.kind}`;
}

/** The cookie that carries the preview's token, for as long as it is good. */
export function previewCookie({ id, token, expires_at }: NewPreviewOut) {
  return {
    name: PREVIEW_COOKIE,
    value: token,
    httpOnly: true,
    secure: isSecure(),
    sameSite: 'lax',
    path: previewPath(id),
    expires: new Date(expires_at),
  } as const;
}
