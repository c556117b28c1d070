import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

import { certificateOf } from '@/features/certificates/api';
import { CertificateView } from '@/features/certificates/certificate-view';
import { certificatePath, subjectOf } from '@/features/certificates/paths';
import { MissingCertificate } from '@/features/certificates/missing';
import { sharePicture } from '@/lib/share-picture';

export async function generateMetadata({ params }: PageProps<'/[locale]/certificates/[number]'>): Promise<Metadata> {
  const [t, certificate] = await Promise.all([getTranslations('certificates'), params.then(({ number }) => certificateOf(number))]);
  const robots = { index: false, follow: false };
  if (!certificate) return { title: t('missingTitle'), robots };
  const subject = subjectOf(certificate);
  if (certificate.state !== 'valid' || !subject) return { title: t('pageTitleEnded'), robots };
  const { name, statement, number } = certificate;
  const title = t('pageTitle', { course: subject.title });
  const description = [name, statement, subject.title].join(' ');
  return {
    title,
    description,
    robots,
    openGraph: { title, description, url: certificatePath(number), images: sharePicture({ path: subject.href, title }) },
  };
}

/** Proves a certificate to everybody who has its number. */
export default async function CertificatePage({ params }: PageProps<'/[locale]/certificates/[number]'>) {
  const certificate = await certificateOf((await params).number);
  return certificate ? <CertificateView certificate={certificate} /> : <MissingCertificate />;
}
