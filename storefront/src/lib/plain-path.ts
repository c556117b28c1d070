const ESCAPE = /%[0-9a-f]{2}/gi;
const NEEDS_NO_ESCAPE = /^[\w.~-]$/;

/**
 * The one way to write `pathname`: no escapes for letters that need none, no slash at its end (RFC 3986, 6.2.2). The pages
 * read both, but what is decided by an address, such as its protection, compares letters.
 */
export function plainPath(pathname: string): string {
  const unescaped = pathname.replace(ESCAPE, (escape) => {
    const letter = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    return NEEDS_NO_ESCAPE.test(letter) ? letter : escape.toUpperCase();
  });
  return unescaped.replace(/\/+$/, '') || '/';
}

/** The segments of a page's path, without the language that may stand before them. */
export function segmentsOf(pathname: string, locales: readonly string[]): string[] {
  const segments = pathname.split('/').filter(Boolean);
  return locales.includes(segments[0] ?? '') ? segments.slice(1) : segments;
}
