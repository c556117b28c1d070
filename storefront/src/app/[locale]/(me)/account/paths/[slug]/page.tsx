import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';

import { MissingPage } from '@/features/frame/missing-page';
import { myPath } from '@/features/paths/api';
import { MyPathView } from '@/features/paths/my-path-view';
import { pathPath } from '@/features/paths/paths';
import { redirect } from '@/i18n/navigation';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account'))('paths') };
}

/** How far I am on a path; to its page where I have not begun it. */
export default async function MyPathPage({ params }: PageProps<'/[locale]/account/paths/[slug]'>) {
  const { slug } = await params;
  const path = await myPath(slug);
  if (!path) return <MissingPage />;
  if (!path.joined_at) return redirect({ href: pathPath(slug), locale: await getLocale() });
  return <MyPathView path={path} />;
}
