import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';

import { NumberForm } from '@/features/certificates/number-form';
import { alternatesOf } from '@/lib/alternates';

export async function generateMetadata(): Promise<Metadata> {
  const [t, locale] = await Promise.all([getTranslations('certificates'), getLocale()]);
  return { title: t('title'), description: t('lead'), alternates: alternatesOf('/certificates', locale) };
}

/** Where whoever is shown a certificate can see whether it is genuine. */
export default async function CertificatesPage() {
  const t = await getTranslations('certificates');
  return (
    <div className="container-page max-w-2xl py-12 sm:py-16">
      <h1 className="title-page">{t('title')}</h1>
      <p className="mt-4 mb-10 leading-relaxed">{t('lead')}</p>
      <NumberForm />
    </div>
  );
}
