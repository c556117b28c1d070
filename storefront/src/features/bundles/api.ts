import 'server-only';

import { cache } from 'react';

import { unwrap, unwrapOrNull } from '@/lib/api/errors';
import { cached, fresh, publicApi } from '@/lib/api/http';
import { tags } from '@/lib/api/tags';

const PAGE_SIZE = 24;

/** A page of the bundles that visitors can buy now, the newest first; the first is kept. Throws ApiError, for a cursor of another list too. */
export async function findBundles(cursor = '') {
  const query = { page_size: PAGE_SIZE, ...(cursor && { cursor }) };
  const keep = cursor ? fresh : cached(tags.bundles, tags.courses);
  return unwrap(await publicApi().GET('/api/v1/bundles', { params: { query }, ...keep }));
}

/** A bundle as visitors see it, or null where none is offered under this address. Asked for once per rendering. */
export const getBundle = cache(async (slug: string) => {
  const path = '/api/v1/bundles/{slug}';
  return unwrapOrNull(await publicApi().GET(path, { params: { path: { slug } }, ...cached(tags.bundles, tags.courses) }));
});
