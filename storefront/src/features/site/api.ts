import 'server-only';

import { unwrap, unwrapOrNull } from '@/lib/api/errors';
import { cached, fresh, publicApi } from '@/lib/api/http';
import { tags } from '@/lib/api/tags';

/** What every page shows: name, addresses, menus. */
export async function getSite() {
  return unwrap(await publicApi().GET('/api/v1/site', cached(tags.site))).document;
}

/**
 * The page at a path of the site, or where that leads now; null where there is nothing. It shows other pages and courses,
 * so it is renewed with any of them.
 */
export async function getPage(path: string) {
  const own = path === '/' ? [tags.home] : [];
  const options = cached(tags.page(path), tags.pages, tags.redirects, ...own);
  return unwrapOrNull(await publicApi().GET('/api/v1/pages', { params: { query: { path } }, ...options }));
}

/** Articles, newest first. The first page of all is kept. */
export async function findArticles(query: { tag?: string; cursor?: string } = {}) {
  const options = query.tag || query.cursor ? fresh : cached(tags.pages);
  return unwrap(await publicApi().GET('/api/v1/articles', { params: { query: { page_size: 12, ...query } }, ...options }));
}

/** The answers of the help centre that fit, best first. */
export async function searchHelp(q: string) {
  return unwrap(await publicApi().GET('/api/v1/help/search', { params: { query: { q } }, ...fresh })).results;
}
