import { redirect } from 'next/navigation';

import { whereToGoOn } from '@/features/learning/api';
import { asPerson } from '@/lib/session/server';

/** Leads to the lesson to go on with. */
export default async function GoOnPage({ params }: PageProps<'/[locale]/learning/[slug]'>): Promise<never> {
  const { slug } = await params;
  redirect(await asPerson(`/learning/${slug}`, (api) => whereToGoOn(api, slug)));
}
