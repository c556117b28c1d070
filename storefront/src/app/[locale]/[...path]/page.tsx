import type { Metadata } from 'next';

import { PageView } from '@/blocks/pages/page-view';
import { MissingPage, missingMetadata } from '@/features/frame/missing-page';
import { pageAt } from '@/features/site/page-at';
import { pageMetadata } from '@/features/site/page-metadata';
import { pathOf } from '@/lib/page-path';

type Props = PageProps<'/[locale]/[...path]'>;

/** None at build time: each is made when it is first asked for, and kept. */
export const generateStaticParams = () => [];

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const page = await pageAt(pathOf((await params).path));
  return page ? pageMetadata(page) : missingMetadata();
}

/** Whatever page the editors have at this address. */
export default async function SitePage({ params }: Props) {
  const page = await pageAt(pathOf((await params).path));
  return page ? <PageView page={page} asked={{}} /> : <MissingPage />;
}
