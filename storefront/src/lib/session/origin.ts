const SAFE = new Set(['GET', 'HEAD']);

/** Whether a request that may change something was sent by a page of this origin (OWASP: Fetch Metadata, then Origin). */
export function isFromOurPages(request: Request): boolean {
  if (SAFE.has(request.method)) return true;
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  const origin = request.headers.get('origin');
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host');
  return origin !== null && URL.canParse(origin) && new URL(origin).host === host;
}
