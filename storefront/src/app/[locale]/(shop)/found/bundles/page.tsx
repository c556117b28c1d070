import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';

import { FoundBundles } from '@/features/bundles/found-bundles';
import { BUNDLES } from '@/features/bundles/paths';
import { alternatesOf } from '@/lib/alternates';

type Props = PageProps<'/[locale]/found/bundles'>;

export const dynamic = 'force-dynamic';

export async function generateMetadata(): Promise<Metadata> {
  const [t, locale] = await Promise.all([getTranslations('bundles'), getLocale()]);
  return { title: t('title'), alternates: alternatesOf(BUNDLES, locale), robots: { index: false, follow: true } };
}

/** Further pages of the bundles; their address is `/bundles?cursor=…` (lib/asked-paths.ts). */
export default async function FoundBundlesPage({ searchParams }: Props) {
  const { cursor } = await searchParams;
  return <FoundBundles cursor={[cursor].flat()[0] ?? ''} />;
}
