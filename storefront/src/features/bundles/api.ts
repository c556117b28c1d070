import 'server-only';

import { cache } from 'react';

import { unwrapOrNull } from '@/lib/api/errors';
import { cached, publicApi } from '@/lib/api/http';
import { tags } from '@/lib/api/tags';

/** A bundle as visitors see it, or null where none is offered under this address. Asked for once per rendering. */
export const getBundle = cache(async (slug: string) => {
  const path = '/api/v1/bundles/{slug}';
  return unwrapOrNull(await publicApi().GET(path, { params: { path: { slug } }, ...cached(tags.bundles, tags.courses) }));
});
