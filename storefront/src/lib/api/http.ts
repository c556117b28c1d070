import 'server-only';

import createClient from 'openapi-fetch';

import { apiUrl } from '@/lib/env';

import type { paths } from './schema';

/** How long a page may live when the message that would have renewed it was lost: an hour. */
const CEILING_SECONDS = 3600;

/** Longer than the API lets one of its own queries take. Who waits longer for a page has gone. */
export const SLOWEST_ANSWER_MS = 15_000;

const client = (options: { headers?: Record<string, string>; cache?: RequestCache } = {}) =>
  createClient<paths>({ baseUrl: apiUrl(), fetch: send, ...options });

/**
 * A request that is not waited for without end, and whose body has a length: a stream would be sent in pieces, which not
 * every server in between takes.
 */
async function send(request: Request & { next?: NextFetchRequestConfig }): Promise<Response> {
  const { url, method, headers, cache, next } = request;
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(SLOWEST_ANSWER_MS)]);
  const body = ['GET', 'HEAD'].includes(method) ? undefined : await request.text();
  return fetch(url, { method, headers, body, cache, next, signal });
}

/** The API as anybody sees it. Pair it with `cached(...)`, or with `fresh` for answers that may not be kept. */
export const publicApi = () => client();

/** The API as one visitor asks it, told apart by `headers` (`visitorHeaders`); nothing of it is kept. */
export const visitingApi = (headers: Record<string, string>) => client({ headers, ...fresh });

/** The API as the person of this access token sees it; nothing of it is kept. */
export const personalApi = (accessToken: string, headers: Record<string, string> = {}) =>
  client({ headers: { ...headers, Authorization: `Bearer ${accessToken}` }, ...fresh });

export type PersonalApi = ReturnType<typeof personalApi>;

/** The drafts that this preview opens, and nothing else; nothing of it is kept. */
export const previewApi = (token: string) => client({ headers: { Authorization: `Preview ${token}` }, ...fresh });

/** Fetch options of an answer that is kept until one of `tags` is revalidated. */
export const cached = (...tags: string[]) =>
  ({ cache: 'force-cache', next: { tags, revalidate: CEILING_SECONDS } }) as const;

/** Fetch options of an answer that is not kept. */
export const fresh = { cache: 'no-store' } as const;
