import { ApiError } from './errors';

interface Options {
  method?: string;
  body?: unknown;
  signal?: AbortSignal;
  /** Have the request outlive the page; its body may hold 64 kB then. */
  keepalive?: boolean;
}

/**
 * The API from the browser, as whoever is signed in here. Throws ApiError where it refused; its status is 0 where it
 * could not be reached.
 */
export async function ask<T>(path: `/api/v1/${string}`, options: Options = {}): Promise<T> {
  const { method = 'GET', body, signal, keepalive } = options;
  const answer = await fetch(path, {
    method,
    signal,
    keepalive,
    ...(body !== undefined && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new ApiError(0, undefined);
  });
  const content: unknown = answer.status === 204 ? undefined : await answer.json().catch(() => undefined);
  if (!answer.ok) throw new ApiError(answer.status, content as ApiError['body']);
  return content as T;
}
