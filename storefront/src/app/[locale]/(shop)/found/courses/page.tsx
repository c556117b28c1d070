import type { Metadata } from 'next';
import { getLocale } from 'next-intl/server';

import { FoundCourses, foundCoursesTitle } from '@/features/catalogue/found-courses';
import { alternatesOf } from '@/lib/alternates';

type Props = PageProps<'/[locale]/found/courses'>;

export const dynamic = 'force-dynamic';

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const [title, locale] = await Promise.all([searchParams.then(foundCoursesTitle), getLocale()]);
  return { title, alternates: alternatesOf('/courses', locale), robots: { index: false, follow: true } };
}

/** The catalogue narrowed, ordered or leafed through; its address is `/courses?…` (lib/asked-paths.ts). */
export default async function FoundCoursesPage({ searchParams }: Props) {
  return <FoundCourses params={await searchParams} />;
}
