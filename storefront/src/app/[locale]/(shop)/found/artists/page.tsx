import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';

import { FoundArtists } from '@/features/producers/found-artists';
import { alternatesOf } from '@/lib/alternates';

type Props = PageProps<'/[locale]/found/artists'>;

export const dynamic = 'force-dynamic';

export async function generateMetadata(): Promise<Metadata> {
  const [t, locale] = await Promise.all([getTranslations('shop'), getLocale()]);
  return { title: t('artists'), alternates: alternatesOf('/artists', locale), robots: { index: false, follow: true } };
}

/** Further pages of those who teach; their address is `/artists?cursor=…` (lib/asked-paths.ts). */
export default async function FoundArtistsPage({ searchParams }: Props) {
  const { cursor } = await searchParams;
  return <FoundArtists cursor={[cursor].flat()[0] ?? ''} />;
}
