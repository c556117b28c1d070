import type { Metadata } from 'next';

import { PageView } from '@/blocks/pages/page-view';
import { MissingPage, missingMetadata } from '@/features/frame/missing-page';
import { pageAt } from '@/features/site/page-at';
import { pageMetadata } from '@/features/site/page-metadata';
import { pathOf } from '@/lib/page-path';

type Props = PageProps<'/[locale]/found/[...path]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const page = await pageAt(pathOf((await params).path));
  return page ? { ...(await pageMetadata(page)), robots: { index: false } } : missingMetadata();
}

/** The same pages, made for one request: what was searched for, older articles, articles about one thing. */
export default async function AskedPage({ params, searchParams }: Props) {
  const [{ path }, { q, tag, cursor }] = await Promise.all([params, searchParams]);
  const page = await pageAt(pathOf(path));
  if (!page) return <MissingPage />;
  return <PageView page={page} asked={{ q: first(q), tag: first(tag), cursor: first(cursor) }} />;
}

const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)?.trim() || undefined;
