import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';

import { findBundles } from '@/features/bundles/api';
import { BundleList } from '@/features/bundles/bundle-list';
import { BUNDLES, bundlePath } from '@/features/bundles/paths';
import { alternatesOf } from '@/lib/alternates';
import { siteUrl } from '@/lib/env';
import { sharePicture } from '@/lib/share-picture';
import { JsonLd } from '@/ui/json-ld';

export async function generateMetadata(): Promise<Metadata> {
  const [t, locale] = await Promise.all([getTranslations('bundles'), getLocale()]);
  const [title, description] = [t('title'), t('listDescription')];
  return { title, description, alternates: alternatesOf(BUNDLES, locale), openGraph: { title, description, url: BUNDLES, images: sharePicture({ path: '/', title }) } };
}

export default async function BundlesPage() {
  const found = await findBundles();
  const items = found.results.map(({ slug, name }, place) => ({
    '@type': 'ListItem',
    position: place + 1,
    url: siteUrl() + bundlePath(slug),
    name,
  }));
  return (
    <>
      <JsonLd data={{ '@type': 'ItemList', itemListElement: items }} />
      <BundleList found={found} isFirst />
    </>
  );
}
