import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { redirect } from 'next/navigation';

import { MissingPage } from '@/features/frame/missing-page';
import { costOfChange } from '@/features/plans/api';
import { ChangeCost } from '@/features/plans/change-cost';
import { changePath, MY_PLAN } from '@/features/plans/paths';
import { asPerson } from '@/lib/session/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('plans.mine'))('change') };
}

/** What going over to another plan or rhythm costs, before it is confirmed. */
export default async function PlanChangePage({ searchParams }: PageProps<'/[locale]/account/plan/change'>) {
  const { price } = await searchParams;
  if (typeof price !== 'string') return <MissingPage />;
  const found = await asPerson(changePath(price), (api) => costOfChange(api, price));
  if (found === 'gone') return <MissingPage />;
  if (typeof found === 'string') redirect(found === 'silent' ? `${MY_PLAN}?problem=silent` : MY_PLAN);
  return <ChangeCost cost={found.cost} held={found.held} />;
}
