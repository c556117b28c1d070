import 'server-only';

import type { Metadata } from 'next';
import { getLocale } from 'next-intl/server';

import { getPathname } from '@/i18n/navigation';
import { alternatesOf } from '@/lib/alternates';
import type { PageDocument } from '@/lib/api/schema';
import { sharePicture } from '@/lib/share-picture';

import { getSite } from './api';

/** What search engines and letters that share the page show of it. */
export async function pageMetadata(page: PageDocument): Promise<Metadata> {
  const [site, locale] = await Promise.all([getSite(), getLocale()]);
  const picture = page.seo.share_picture ?? site.share_picture;
  const { title, description } = page.seo;
  return {
    title: page.type === 'home' ? { absolute: title || site.name } : title,
    description: description || site.description || undefined,
    alternates: alternatesOf(page.path, locale),
    openGraph: {
      type: page.type === 'article' ? 'article' : 'website',
      siteName: site.name,
      title,
      description: description || undefined,
      url: getPathname({ href: page.path, locale }),
      images: sharePicture({ path: page.path, title: page.title, picture, changedAt: page.updated_at }),
    },
    twitter: { card: picture ? 'summary_large_image' : 'summary' },
    robots: page.seo.in_sitemap && site.may_be_indexed ? undefined : { index: false },
  };
}
