/** What an address of ours may hold in one segment: as many letters as a slug in the CMS. */
const LONGEST_SEGMENT = 255;

/** What the API takes for the path of a page. */
const LONGEST_PATH = 500;

/**
 * Whether an address can be one of ours. Escapes that mean no text, control characters, percent signs and what has no
 * end are in none, and what comes later (routing, the cache's files, the API) would fail over them.
 */
export function isReadable({ pathname, search }: Pick<URL, 'pathname' | 'search'>): boolean {
  if (/%00/.test(search)) return false;
  try {
    return decodeURIComponent(pathname).length <= LONGEST_PATH && pathname.split('/').every(isReadableSegment);
  } catch {
    return false;
  }
}

/** The path, in letters that can be read: where its escapes mean no text, they are letters themselves. */
export function textPath(pathname: string): string {
  try {
    decodeURIComponent(pathname);
    return pathname;
  } catch {
    return pathname.replaceAll('%', '%25');
  }
}

function isReadableSegment(segment: string): boolean {
  const text = decodeURIComponent(segment);
  return text.length <= LONGEST_SEGMENT && !/[\p{Cc}%]/u.test(text);
}
