import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { redirect } from 'next/navigation';

import { ResetForm } from '@/features/session/letter-forms';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('session'))('resetTitle') };
}

/** The letter about a forgotten password leads here. */
export default async function ResetPasswordPage({ searchParams }: PageProps<'/[locale]/reset-password'>) {
  const { key } = await searchParams;
  if (typeof key !== 'string' || !key) redirect('/forgot-password');
  return <ResetForm letterKey={key} />;
}
