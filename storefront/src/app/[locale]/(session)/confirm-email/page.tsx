import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { redirect } from 'next/navigation';

import { ConfirmEmailForm } from '@/features/session/letter-forms';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('session'))('confirmTitle') };
}

/** The letter at a new address leads here. */
export default async function ConfirmEmailPage({ searchParams }: PageProps<'/[locale]/confirm-email'>) {
  const { key } = await searchParams;
  if (typeof key !== 'string' || !key) redirect('/account/security');
  return <ConfirmEmailForm letterKey={key} />;
}
