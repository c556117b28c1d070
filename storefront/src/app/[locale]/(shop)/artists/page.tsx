import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';

import { findProducers } from '@/features/producers/api';
import { Artists } from '@/features/producers/artists';
import { alternatesOf } from '@/lib/alternates';
import { siteUrl } from '@/lib/env';
import { sharePicture } from '@/lib/share-picture';
import { JsonLd } from '@/ui/json-ld';

export async function generateMetadata(): Promise<Metadata> {
  const [t, locale] = await Promise.all([getTranslations('shop'), getLocale()]);
  const [title, description] = [t('artists'), t('artistsDescription')];
  return { title, description, alternates: alternatesOf('/artists', locale), openGraph: { title, description, url: '/artists', images: sharePicture({ path: '/', title }) } };
}

export default async function ArtistsPage() {
  const found = await findProducers();
  const items = found.results.map(({ display_name: name, producer_slug: slug }, place) => ({
    '@type': 'ListItem',
    position: place + 1,
    url: `${siteUrl()}/artists/${slug}`,
    name,
  }));
  return (
    <>
      <JsonLd data={{ '@type': 'ItemList', itemListElement: items }} />
      <Artists found={found} isFirst />
    </>
  );
}
