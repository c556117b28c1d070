import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';

import { MissingPage, missingMetadata } from '@/features/frame/missing-page';
import { getPath } from '@/features/paths/api';
import { pathJsonLd } from '@/features/paths/path-json-ld';
import { PathView } from '@/features/paths/path-view';
import { PATHS, pathPath } from '@/features/paths/paths';
import { alternatesOf } from '@/lib/alternates';
import { breadcrumbJsonLd } from '@/lib/breadcrumb-json-ld';
import { siteUrl } from '@/lib/env';
import { sharePicture } from '@/lib/share-picture';
import { JsonLd } from '@/ui/json-ld';

type Props = PageProps<'/[locale]/paths/[slug]'>;

/** None at build time: each is made when it is first asked for, and kept. */
export const generateStaticParams = () => [];

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ slug }, locale] = await Promise.all([params, getLocale()]);
  const path = await getPath(slug);
  if (!path) return missingMetadata();
  const { title, promise: description } = path.document;
  const url = pathPath(slug);
  const images = sharePicture({ path: url, title, picture: path.courses[0]?.document.thumbnail, changedAt: path.approved_at });
  return {
    title,
    description,
    alternates: alternatesOf(url, locale),
    openGraph: { title, description, url, type: 'website', siteName: 'Perfomix', images },
    twitter: { card: 'summary_large_image' },
  };
}

export default async function PathPage({ params }: Props) {
  const { slug } = await params;
  const [path, t] = await Promise.all([getPath(slug), getTranslations('paths')]);
  if (!path) return <MissingPage />;
  const crumbs = [{ name: t('title'), href: PATHS }, { name: path.document.title }];
  return (
    <>
      <JsonLd data={pathJsonLd(path, siteUrl())} />
      <JsonLd data={breadcrumbJsonLd(crumbs, siteUrl())} />
      <PathView path={path} crumbs={crumbs} />
    </>
  );
}
