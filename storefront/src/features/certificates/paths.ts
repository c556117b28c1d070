import type { CertificateOut } from '@/lib/api/schema';

/** Where a certificate's number is typed. */
export const CERTIFICATES = '/certificates';

/** My own certificates. */
export const MY_CERTIFICATES = '/account/certificates';

/** The page that proves a certificate to everybody who has its number. */
export const certificatePath = (number: string) => `${CERTIFICATES}/${number}`;

/** A certificate of mine, and what I can do with it. */
export const myCertificatePath = (number: string) => `${MY_CERTIFICATES}/${number}`;

/** What is missing for the certificate of a course of mine. */
export const courseCertificatePath = (slug: string) => `/learning/${slug}/certificate`;

/** What a certificate is of, and its page: a course, or a path of several; nothing where it was replaced. */
export function subjectOf({ course, path }: Pick<CertificateOut, 'course' | 'path'>): { title: string; href: string } | null {
  if (path) return { title: path.title, href: `/paths/${path.slug}` };
  return course && { title: course.title, href: `/courses/${course.slug}` };
}

/** The certificate as PDF. */
export const certificateFile = (number: string) => `/api/v1/certificates/${number}/pdf`;
