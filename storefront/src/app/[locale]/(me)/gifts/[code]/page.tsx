import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

import { MissingPage } from '@/features/frame/missing-page';
import { giftByLink } from '@/features/gifts/api';
import { GiftView } from '@/features/gifts/gift-view';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('gift'))('title') };
}

/** The letter of a gift leads here; whoever has its link may look at it. */
export default async function GiftPage({ params }: PageProps<'/[locale]/gifts/[code]'>) {
  const { code } = await params;
  const found = await giftByLink(code);
  return found ? <GiftView {...found} code={code} /> : <MissingPage />;
}
