/** What may be asked of a page of the site: words to search for, a tag of articles, where to go on in a list. */
const PARAMETERS = ['q', 'tag', 'cursor'];

/** First segments that have pages of their own, which know best what is asked of them. */
const OTHERS = new Set(['artists', 'categories', 'courses', 'found', 'producers']);

/** The path that answers an address instead of its own, where something is asked of a page that is kept; or null. */
export function askedPath({ pathname, searchParams }: Pick<URL, 'pathname' | 'searchParams'>): string | null {
  const first = pathname.split('/')[1] ?? '';
  if (!first || OTHERS.has(first)) return null;
  return PARAMETERS.some((name) => searchParams.get(name)) ? `/found${pathname}` : null;
}
