import 'server-only';

import { cache } from 'react';

import { unwrap, unwrapOrNull } from '@/lib/api/errors';
import { cached, publicApi } from '@/lib/api/http';
import type { MyPathOut } from '@/lib/api/schema';
import { tags } from '@/lib/api/tags';
import { asPerson } from '@/lib/session/server';

import { MY_PATHS, myPathPath } from './paths';

/** More than a list that people read through has. */
const MOST = 100;

/** The paths and certifications that are public, the newest first. */
export async function findPaths() {
  const params = { query: { page_size: MOST } };
  return unwrap(await publicApi().GET('/api/v1/paths', { params, ...cached(tags.paths, tags.courses) }));
}

/** A path as it was approved, or null where none is public under this address. Asked for once per rendering. */
export const getPath = cache(async (slug: string) => {
  const path = '/api/v1/paths/{slug}';
  return unwrapOrNull(await publicApi().GET(path, { params: { path: { slug } }, ...cached(tags.paths, tags.courses) }));
});

/** The paths I am on, the latest first. Visitors sign in first. */
export const myPaths = (): Promise<MyPathOut[]> => asPerson(MY_PATHS, async (api) => unwrap(await api.GET('/api/v1/me/paths')));

/** How I stand on a path, or null where there is none for me. */
export const myPath = cache(
  async (slug: string): Promise<MyPathOut | null> =>
    asPerson(myPathPath(slug), async (api) => unwrapOrNull(await api.GET('/api/v1/me/paths/{slug}', { params: { path: { slug } } }))),
);
