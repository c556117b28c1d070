import type { Metadata } from 'next';

import { PageView } from '@/blocks/pages/page-view';
import { pageAt } from '@/features/site/page-at';
import { pageMetadata } from '@/features/site/page-metadata';

export async function generateMetadata(): Promise<Metadata> {
  return pageMetadata(await pageAt('/'));
}

export default async function Home() {
  return <PageView page={await pageAt('/')} asked={{}} />;
}
