import type { MetadataRoute } from 'next';
import { connection } from 'next/server';

import { findBundles } from '@/features/bundles/api';
import { BUNDLES } from '@/features/bundles/paths';
import { findPaths } from '@/features/paths/api';
import { PATHS } from '@/features/paths/paths';
import { getPlans } from '@/features/plans/api';
import { PLANS } from '@/features/plans/paths';
import { publicAddresses } from '@/features/sitemap/api';
import { siteUrl } from '@/lib/env';

/** What the protocol of sitemaps lets one file hold. */
const MOST = 50_000;
/** Lists with an address of their own, which the API knows nothing of. */
const LISTS = ['/courses', '/artists'];

export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  await connection();
  const [plans, bundles, paths] = await Promise.all([getPlans(), findBundles(), findPaths()]);
  const some = [
    [plans, PLANS],
    [bundles, BUNDLES],
    [paths, PATHS],
  ] as const;
  const lists = [...LISTS, ...some.flatMap(([{ results }, path]) => (results.length ? [path] : []))];
  const addresses = await publicAddresses(MOST - lists.length);
  const known = new Set(addresses.map(({ path }) => path));
  return [
    ...lists.filter((path) => !known.has(path)).map((path) => ({ url: siteUrl() + path })),
    ...addresses.map(({ path, changed_at }) => ({ url: siteUrl() + path, lastModified: changed_at ?? undefined })),
  ];
}
