import 'server-only';

import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';

import { ApiError, unwrap } from '@/lib/api/errors';
import { previewApi } from '@/lib/api/http';

import { ENDED_PATH, PREVIEW_COOKIE } from './session';

type Api = ReturnType<typeof previewApi>;

/**
 * What `ask` finds in the preview of this page's cookie, asked anew on every view, or null where it has no such draft. Leads to a page that says how to go on
 * once the preview is over or the editor may not see it any more.
 */
export async function inPreview<T>(ask: (api: Api) => Promise<T>): Promise<T | null> {
  const token = (await cookies()).get(PREVIEW_COOKIE)?.value;
  if (!token) redirect(ENDED_PATH);
  try {
    return await ask(previewApi(token));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 404) return null;
    if (error.status === 401 || error.status === 403) redirect(ENDED_PATH);
    throw error;
  }
}

/** What is previewed, until when, and in which version. */
export const previewSession = async (api: Api) => unwrap(await api.GET('/api/v1/preview/session'));

export const draftPage = async (api: Api) => unwrap(await api.GET('/api/v1/preview/page')).document;

export const draftCourse = async (api: Api) => unwrap(await api.GET('/api/v1/preview/course'));

export const draftOutline = async (api: Api) => unwrap(await api.GET('/api/v1/preview/course/outline')).document;

export async function draftLesson(api: Api, id: string) {
  const path = { public_id: id };
  return unwrap(await api.GET('/api/v1/preview/lessons/{public_id}', { params: { path } })).document;
}
