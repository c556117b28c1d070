import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

import { myCertificate } from '@/features/certificates/api';
import { MyCertificateView } from '@/features/certificates/my-certificate-view';
import { MissingPage } from '@/features/frame/missing-page';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account'))('certificates') };
}

/** A certificate of mine, and what I can do with it. */
export default async function MyCertificatePage({ params }: PageProps<'/[locale]/account/certificates/[number]'>) {
  const certificate = await myCertificate((await params).number);
  return certificate ? <MyCertificateView certificate={certificate} /> : <MissingPage />;
}
