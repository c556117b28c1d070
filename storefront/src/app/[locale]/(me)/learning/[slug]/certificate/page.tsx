import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';

import { certificateStanding } from '@/features/certificates/api';
import { CourseCertificate } from '@/features/certificates/course-certificate';
import { myCertificatePath } from '@/features/certificates/paths';
import { MissingPage } from '@/features/frame/missing-page';
import { redirect } from '@/i18n/navigation';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('certificates'))('course.title') };
}

/** The certificate of a course of mine: to the one that I have, or what is missing for it. */
export default async function CourseCertificatePage({ params }: PageProps<'/[locale]/learning/[slug]/certificate'>) {
  const { slug } = await params;
  const standing = await certificateStanding(slug);
  if (!standing) return <MissingPage />;
  const { certificate } = standing;
  if (certificate) return redirect({ href: myCertificatePath(certificate.number), locale: await getLocale() });
  return <CourseCertificate slug={slug} standing={standing} />;
}
