import { isPersonal } from '@/lib/personal-paths';

/** What may be asked of a page of the site: words to search for, a tag of articles, where to go on in a list. */
const PARAMETERS = ['q', 'tag', 'cursor'];

/** What may be asked of lists that have a page of their own. */
const LISTS = new Map([
  ['/courses', ['q', 'category', 'style', 'level', 'language', 'price', 'duration', 'rating', 'sort', 'cursor', 'pages']],
  ['/artists', ['cursor']],
  ['/bundles', ['cursor']],
]);

/** First segments that have pages of their own, which know best what is asked of them. */
const OTHERS = new Set(['artists', 'bundles', 'categories', 'courses', 'found', 'paths', 'plans', 'producers']);

/** The path that answers an address instead of its own, where something is asked of a page that is kept; or null. */
export function askedPath({ pathname, searchParams }: Pick<URL, 'pathname' | 'searchParams'>): string | null {
  const asks = (names: string[]) => names.some((name) => searchParams.get(name));
  const list = LISTS.get(pathname);
  if (list) return asks(list) ? `/found${pathname}` : null;
  const first = pathname.split('/')[1] ?? '';
  if (!first || OTHERS.has(first) || isPersonal(pathname)) return null;
  return asks(PARAMETERS) ? `/found${pathname}` : null;
}
