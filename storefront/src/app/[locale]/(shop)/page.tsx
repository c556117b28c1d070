import type { Metadata } from 'next';

import { PageView } from '@/blocks/pages/page-view';
import { MissingPage, missingMetadata } from '@/features/frame/missing-page';
import { pageAt } from '@/features/site/page-at';
import { pageMetadata } from '@/features/site/page-metadata';

export async function generateMetadata(): Promise<Metadata> {
  const page = await pageAt('/');
  return page ? pageMetadata(page) : missingMetadata();
}

export default async function Home() {
  const page = await pageAt('/');
  return page ? <PageView page={page} asked={{}} /> : <MissingPage />;
}
