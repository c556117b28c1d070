import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

import { getCourse } from '@/features/courses/api';
import { keptCurrency } from '@/features/currency/kept';
import { MissingPage } from '@/features/frame/missing-page';
import { GiftForm } from '@/features/gifts/gift-form';
import { givePath } from '@/features/gifts/paths';
import { asPerson } from '@/lib/session/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('gift'))('giveTitle') };
}

/** Buying a course for somebody else. Visitors sign in first and come back. */
export default async function GivePage({ params }: PageProps<'/[locale]/give/[slug]'>) {
  const { slug } = await params;
  const course = await getCourse(slug);
  if (!course || !course.live.price.amount_minor) return <MissingPage />;
  await asPerson(givePath(slug), async () => undefined);
  return <GiftForm course={course} currency={await keptCurrency()} />;
}
