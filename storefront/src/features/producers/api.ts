import 'server-only';

import { cached, fresh, publicApi } from '@/lib/api/http';
import { unwrap, unwrapOrNull } from '@/lib/api/errors';
import { tags } from '@/lib/api/tags';

const PAGE_SIZE = 24;

/** A page of those who teach, by name; the first is kept. Throws ApiError, for a cursor of another list too. */
export async function findProducers(cursor = '') {
  const query = { page_size: PAGE_SIZE, ...(cursor && { cursor }) };
  const keep = cursor ? fresh : cached(tags.producers);
  return unwrap(await publicApi().GET('/api/v1/producers', { params: { query }, ...keep }));
}

/** Somebody who teaches, or null where nobody teaches under this address. */
export async function getProducer(slug: string) {
  const params = { path: { producer_slug: slug } };
  return unwrapOrNull(await publicApi().GET('/api/v1/producers/{producer_slug}', { params, ...cached(tags.producer(slug)) }));
}
