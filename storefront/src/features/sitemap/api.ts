import 'server-only';

import { unwrap } from '@/lib/api/errors';
import { cached, publicApi } from '@/lib/api/http';
import type { SitemapOut } from '@/lib/api/schema';
import { tags } from '@/lib/api/tags';

const PAGE_SIZE = 100;
/** The public addresses of the site, `most` of them, with the time of their last change. */
export async function publicAddresses(most: number): Promise<SitemapOut['results']> {
  const found: SitemapOut['results'] = [];
  let cursor: string | null = '';
  while (cursor !== null && found.length < most) {
    const query: { page_size: number; cursor?: string } = { page_size: PAGE_SIZE, ...(cursor && { cursor }) };
    const keep = cached(tags.pages, tags.courses, tags.producers, tags.terms, tags.bundles, tags.paths);
    const page: SitemapOut = unwrap(await publicApi().GET('/api/v1/sitemap', { params: { query }, ...keep }));
    found.push(...page.results);
    cursor = page.next_cursor;
  }
  return found.slice(0, most);
}
