import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';

import { Catalogue, PAGE_SIZE } from '@/features/catalogue/catalogue';
import { OtherWays } from '@/features/catalogue/other-ways';
import { EVERYTHING } from '@/features/catalogue/query';
import { findCourses } from '@/features/courses/api';
import { alternatesOf } from '@/lib/alternates';
import { siteUrl } from '@/lib/env';
import { sharePicture } from '@/lib/share-picture';
import { JsonLd } from '@/ui/json-ld';

export async function generateMetadata(): Promise<Metadata> {
  const [t, locale] = await Promise.all([getTranslations('shop'), getLocale()]);
  const [title, description] = [t('catalogueTitle'), t('catalogueDescription')];
  return { title, description, alternates: alternatesOf('/courses', locale), openGraph: { title, description, url: '/courses', images: sharePicture({ path: '/', title }) } };
}

/** The first page of everything, kept. With filters, words or a cursor `/found/courses` answers instead. */
export default async function CoursesPage() {
  const found = await findCourses({ page_size: PAGE_SIZE });
  const items = found.results.map(({ document }, place) => ({
    '@type': 'ListItem',
    position: place + 1,
    url: `${siteUrl()}/courses/${document.slug}`,
    name: document.title,
  }));
  return (
    <>
      <JsonLd data={{ '@type': 'ItemList', itemListElement: items }} />
      <Catalogue choice={EVERYTHING} found={found} lead={<OtherWays />} />
    </>
  );
}
