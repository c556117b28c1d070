import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

import { ResendForm, VerifyEmailForm } from '@/features/session/letter-forms';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('session'))('verifyTitle') };
}

/** The letter of a sign-up leads here; without its key, one asks for the letter again. */
export default async function VerifyEmailPage({ searchParams }: PageProps<'/[locale]/verify-email'>) {
  const { key } = await searchParams;
  return typeof key === 'string' && key ? <VerifyEmailForm letterKey={key} /> : <ResendForm />;
}
