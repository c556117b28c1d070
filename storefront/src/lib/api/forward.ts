import 'server-only';

import { apiUrl } from '@/lib/env';
import { bodyUpTo } from '@/lib/request-body';

import { SLOWEST_ANSWER_MS } from './http';
import { visitorHeaders } from './visitor';

const TO_API = [
  'accept',
  'accept-language',
  'content-type',
  'idempotency-key',
  'if-none-match',
  'if-range',
  'range',
  'x-part-sha256',
];
const TO_BROWSER = [
  'accept-ranges',
  'cache-control',
  'content-disposition',
  'content-length',
  'content-range',
  'content-security-policy',
  'content-type',
  'cross-origin-resource-policy',
  'etag',
  'last-modified',
  'location',
  'referrer-policy',
  'retry-after',
  'vary',
  'x-content-type-options',
  'x-request-id',
];

/** What one says to the API is words and numbers, and now and then a form with a small picture; other files go another way. */
const LARGEST_BODY = 2_000_000;
const LARGEST_FORM = 6_000_000;
/** A part of a file that is sent in parts, of eight megabytes unless the API is told otherwise. */
const LARGEST_PART = 10_000_000;
const PART = /\/me\/uploads\/[\w-]+\/parts\/\d+$/;

/**
 * Pass a request on to the API and its answer back, which is streamed. Redirects go to the browser as they are: the API's
 * addresses are ours. Where the API cannot be reached, or does not begin to answer, the answer is this server's own 503.
 */
export async function forward(request: Request, path: string, accessToken?: string): Promise<Response> {
  const headers = pick(request.headers, TO_API);
  for (const [name, value] of Object.entries(visitorHeaders(request.headers))) headers.set(name, value);
  if (accessToken) headers.set('authorization', `Bearer ${accessToken}`);
  // What is already packed for this server would be unpacked here and sent under a length that is no longer true.
  headers.set('accept-encoding', 'identity');
  const isReading = ['GET', 'HEAD'].includes(request.method);
  // Whole, because a stream's length is not known beforehand and the API's server reads nothing of such a body.
  const body = isReading ? undefined : await bodyUpTo(largestOf(request, path, accessToken), request);
  if (body === null) return refusal(413, 'TOO_LARGE', 'That is too much at once.', 'too_large');
  // Only until it begins to answer: a film may take as long as it is watched.
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), SLOWEST_ANSWER_MS);
  try {
    const answer = await fetch(`${apiUrl()}${path}`, {
      method: request.method,
      headers,
      redirect: 'manual',
      cache: 'no-store',
      signal: AbortSignal.any([request.signal, patience.signal]),
      body,
    });
    return new Response(answer.body, { status: answer.status, headers: pick(answer.headers, TO_BROWSER) });
  } catch (error) {
    if (request.signal.aborted) throw error;
    return unavailable();
  } finally {
    clearTimeout(timer);
  }
}

function largestOf(request: Request, path: string, accessToken?: string): number {
  if (accessToken && request.method === 'PUT' && PART.test(path)) return LARGEST_PART;
  return request.headers.get('content-type')?.startsWith('multipart/form-data') ? LARGEST_FORM : LARGEST_BODY;
}

/** What is answered for an API that cannot be reached. */
export function unavailable(): Response {
  return refusal(503, 'UNAVAILABLE', 'Perfomix cannot be reached right now. Try again in a moment.', 'unavailable');
}

/** A refusal of this server in the API's error shape. */
export function refusal(status: number, code: string, message: string, reason: string): Response {
  return Response.json(
    { error: { code, message, details: { reason } } },
    { status, headers: { 'Cache-Control': 'no-store' } },
  );
}

function pick(from: Headers, names: string[]): Headers {
  const picked = new Headers();
  for (const name of names) {
    const value = from.get(name);
    if (value !== null) picked.set(name, value);
  }
  return picked;
}
