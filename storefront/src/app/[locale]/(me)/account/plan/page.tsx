import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

import { myPlan } from '@/features/plans/api';
import { MyPlan } from '@/features/plans/my-plan';
import { MY_PLAN } from '@/features/plans/paths';
import { asPerson } from '@/lib/session/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('plans'))('mine.title') };
}

/** My plan. One comes back here from the payment provider. */
export default async function MyPlanPage({ searchParams }: PageProps<'/[locale]/account/plan'>) {
  const { back, problem } = await searchParams;
  const { plan, isSettled } = await asPerson(MY_PLAN, (api) => myPlan(api, { isBack: back !== undefined }));
  return <MyPlan plan={plan} problem={!isSettled || problem === 'silent' ? 'silent' : problem !== undefined ? 'failed' : undefined} />;
}
