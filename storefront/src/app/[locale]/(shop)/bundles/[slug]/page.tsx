import type { Metadata } from 'next';
import { getFormatter, getLocale, getTranslations } from 'next-intl/server';

import { getBundle } from '@/features/bundles/api';
import { bundleJsonLd } from '@/features/bundles/bundle-json-ld';
import { BundleView } from '@/features/bundles/bundle-view';
import { bundlePath } from '@/features/bundles/paths';
import { percentOf } from '@/features/bundles/percent';
import { MissingPage, missingMetadata } from '@/features/frame/missing-page';
import { alternatesOf } from '@/lib/alternates';
import { breadcrumbJsonLd } from '@/lib/breadcrumb-json-ld';
import { siteUrl } from '@/lib/env';
import { sharePicture } from '@/lib/share-picture';
import { JsonLd } from '@/ui/json-ld';

type Props = PageProps<'/[locale]/bundles/[slug]'>;

/** None at build time: each is made when it is first asked for, and kept. */
export const generateStaticParams = () => [];

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ slug }, locale, t, format] = await Promise.all([params, getLocale(), getTranslations('bundles'), getFormatter()]);
  const bundle = await getBundle(slug);
  if (!bundle) return missingMetadata();
  const { name: title, courses, changed_at: changedAt } = bundle;
  const description = bundle.summary || t('description', { count: courses.length, percent: percentOf(format, bundle.basis_points) });
  const url = bundlePath(slug);
  const images = sharePicture({ path: url, title, picture: courses[0]?.document.thumbnail, changedAt });
  return {
    title,
    description,
    alternates: alternatesOf(url, locale),
    openGraph: { title, description, url, type: 'website', siteName: 'Perfomix', images },
    twitter: { card: 'summary_large_image' },
  };
}

export default async function BundlePage({ params }: Props) {
  const { slug } = await params;
  const [bundle, t] = await Promise.all([getBundle(slug), getTranslations('shop')]);
  if (!bundle) return <MissingPage />;
  const crumbs = [{ name: t('allCourses'), href: '/courses' }, { name: bundle.name }];
  return (
    <>
      <JsonLd data={bundleJsonLd(bundle, siteUrl())} />
      <JsonLd data={breadcrumbJsonLd(crumbs, siteUrl())} />
      <BundleView bundle={bundle} crumbs={crumbs} />
    </>
  );
}
