const LONGEST = 2000;
/** Printable ASCII without the backslash, which browsers read as a slash. */
const PLAIN = /^\/[!-[\]-~]*$/;
/** Slashes, backslashes and control characters in disguise, which a server in between may undo. */
const DISGUISED = /%(?:2f|5c|25|[01][0-9a-f]|7f)/i;
/** Not pages, or pages that would send the person straight back here. */
const NOT_TO_RETURN_TO = new Set(['api', 'media', 'internal', '_next', 'sign-in', 'sign-up', 'session-ended']);

/**
 * The path on this site that `wanted` asks to go on to; `fallback` for whatever might lead anywhere else.
 * What comes in an address is written by whoever made the link.
 */
export function nextPath(wanted: unknown, fallback = '/learning'): string {
  if (typeof wanted !== 'string' || wanted.length > LONGEST || !PLAIN.test(wanted)) return fallback;
  if (/^[^?#]*\/\//.test(wanted)) return fallback;
  const base = 'http://here.invalid';
  if (!URL.canParse(wanted, base)) return fallback;
  const { origin, pathname, search, hash } = new URL(wanted, base);
  // Dots may have vanished in reading: `/.//elsewhere` is `//elsewhere` by now.
  if (origin !== base || pathname.includes('//') || DISGUISED.test(pathname)) return fallback;
  if (NOT_TO_RETURN_TO.has(pathname.split('/')[1] ?? '')) return fallback;
  return pathname + search + hash;
}

/** Where somebody whose account is suspended is told so. */
export const SUSPENDED_PATH = '/sign-in?suspended';

/** The address of the sign-in page that leads back to `path`. */
export function signInPath(path: string): string {
  return `/sign-in?next=${encodeURIComponent(path)}`;
}
