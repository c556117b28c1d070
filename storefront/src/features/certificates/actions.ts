'use server';

import { redirect } from 'next/navigation';

import { unwrap } from '@/lib/api/errors';
import { refused, refusedFields, text, type FormState } from '@/lib/forms';
import { actingApi } from '@/lib/session/server';

import { numberIn } from './number';
import { certificatePath, myCertificatePath } from './paths';

/** Have the certificate of a course that one has finished. */
export async function claimCertificate(_: FormState, form: FormData): Promise<FormState> {
  let number: string;
  try {
    const params = { path: { slug: text(form, 'slug') } };
    ({ number } = unwrap(await (await actingApi()).POST('/api/v1/me/learning/{slug}/certificate', { params })));
  } catch (error) {
    return refused(error, form);
  }
  redirect(myCertificatePath(number));
}

/** Have a certificate in one's present name. */
export async function reissueCertificate(_: FormState, form: FormData): Promise<FormState> {
  let number: string;
  try {
    const params = { path: { number: text(form, 'number') } };
    ({ number } = unwrap(await (await actingApi()).POST('/api/v1/me/certificates/{number}/reissue', { params })));
  } catch (error) {
    return refused(error, form);
  }
  redirect(myCertificatePath(number));
}

/** To the page of the certificate whose number was typed. */
export async function findCertificate(_: FormState, form: FormData): Promise<FormState> {
  const number = numberIn(text(form, 'number'));
  if (!number) return refusedFields({ number: ['@certificateNumber'] }, form);
  redirect(certificatePath(number));
}
