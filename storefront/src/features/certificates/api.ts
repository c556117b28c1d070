import 'server-only';

import { cache } from 'react';

import { unwrap, unwrapOrNull } from '@/lib/api/errors';
import { fresh } from '@/lib/api/http';
import type { CertificateOut, CertificateStandingOut, MyCertificateOut } from '@/lib/api/schema';
import { asPerson, visitorApi } from '@/lib/session/server';

import { numberIn } from './number';
import { courseCertificatePath, MY_CERTIFICATES, myCertificatePath } from './paths';

/** What everybody may know of the certificate with this number, or null where there is none. */
export const certificateOf = cache(async (typed: string): Promise<CertificateOut | null> => {
  const number = numberIn(typed);
  if (!number) return null;
  return unwrapOrNull(await (await visitorApi()).GET('/api/v1/certificates/{number}', { params: { path: { number } }, ...fresh }));
});

/** My certificates, the latest first. Visitors sign in first. */
export const myCertificates = (): Promise<MyCertificateOut[]> => asPerson(MY_CERTIFICATES, async (api) => unwrap(await api.GET('/api/v1/me/certificates')));

/** A certificate of mine, or null. */
export const myCertificate = cache(async (typed: string): Promise<MyCertificateOut | null> => {
  const number = numberIn(typed);
  if (!number) return null;
  return asPerson(myCertificatePath(number), async (api) => unwrapOrNull(await api.GET('/api/v1/me/certificates/{number}', { params: { path: { number } } })));
});

/** How I stand with the certificate of a course, or null where I am not in it. */
export const certificateStanding = cache(
  async (slug: string): Promise<CertificateStandingOut | null> =>
    asPerson(courseCertificatePath(slug), async (api) => unwrapOrNull(await api.GET('/api/v1/me/learning/{slug}/certificate', { params: { path: { slug } } }))),
);
