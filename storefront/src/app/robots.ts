import type { MetadataRoute } from 'next';
import { connection } from 'next/server';

import { getSite } from '@/features/site/api';
import { siteUrl } from '@/lib/env';

/** What leads nowhere for those who look pages up: personal pages, and every way to narrow a list. */
const NOT_FOR_ROBOTS = ['/account', '/cart', '/learning', '/notices', '/preview/', '/internal/', '/found/', '/courses?', '/courses/*/reviews'];

export default async function robots(): Promise<MetadataRoute.Robots> {
  await connection();
  const site = await getSite();
  if (!site.may_be_indexed) return { rules: { userAgent: '*', disallow: '/' } };
  return { rules: { userAgent: '*', allow: ['/', '/courses?cursor=', '/courses?pages='], disallow: NOT_FOR_ROBOTS }, sitemap: `${siteUrl()}/sitemap.xml` };
}
