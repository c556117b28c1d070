import { siteUrl } from '@/lib/env';

const SAFE = new Set(['GET', 'HEAD']);

/**
 * Whether a request that may change something was sent by a page of this origin (OWASP: Fetch Metadata, then Origin). What
 * the request says of its own host, in whichever header, is not asked: the sender wrote it.
 */
export function isFromOurPages(request: Request): boolean {
  if (SAFE.has(request.method)) return true;
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  return request.headers.get('origin') === new URL(siteUrl()).origin;
}
