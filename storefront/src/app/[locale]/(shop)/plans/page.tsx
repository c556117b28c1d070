import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';

import { getPlans } from '@/features/plans/api';
import { PlanList } from '@/features/plans/plan-list';
import { alternatesOf } from '@/lib/alternates';
import { sharePicture } from '@/lib/share-picture';

export async function generateMetadata(): Promise<Metadata> {
  const [t, locale] = await Promise.all([getTranslations('plans'), getLocale()]);
  const [title, description] = [t('title'), t('description')];
  return { title, description, alternates: alternatesOf('/plans', locale), openGraph: { title, description, url: '/plans', images: sharePicture({ path: '/', title }) } };
}

export default async function PlansPage() {
  const { results, course_count: count } = await getPlans();
  return <PlanList plans={results} courseCount={count} />;
}
