'use server';

import { redirect } from 'next/navigation';

import { ApiError, unwrap } from '@/lib/api/errors';
import { refused, text, type FormState } from '@/lib/forms';
import { actingApi, wayToSignIn } from '@/lib/session/server';

import { MY_PATHS, myPathPath, pathPath } from './paths';

export interface JoinState {
  /** What was answered; an empty text where no answer came. */
  refused?: string;
}

const SLUG = /^[\w-]+$/;

/** Begin a path, and see how far one is. Visitors sign in first and come back. */
export async function joinPath(_: JoinState, form: FormData): Promise<JoinState> {
  const slug = text(form, 'slug');
  // An action may be called with anything.
  if (!SLUG.test(slug)) return { refused: '' };
  let target = myPathPath(slug);
  try {
    unwrap(await (await actingApi()).POST('/api/v1/me/paths/{slug}', { params: { path: { slug } } }));
  } catch (error) {
    if (!(error instanceof ApiError)) return { refused: '' };
    if (error.status !== 401) return { refused: error.body?.error.message ?? '' };
    target = await wayToSignIn(error, pathPath(slug));
  }
  redirect(target);
}

/** Go on by the present version of a path. */
export async function takeUpVersion(_: FormState, form: FormData): Promise<FormState> {
  const slug = text(form, 'slug');
  try {
    unwrap(await (await actingApi()).POST('/api/v1/me/paths/{slug}/version', { params: { path: { slug } } }));
  } catch (error) {
    return refused(error, form);
  }
  redirect(myPathPath(slug));
}

/** Go on without a path. */
export async function leavePath(_: FormState, form: FormData): Promise<FormState> {
  const slug = text(form, 'slug');
  try {
    unwrap(await (await actingApi()).DELETE('/api/v1/me/paths/{slug}', { params: { path: { slug } } }));
  } catch (error) {
    return refused(error, form);
  }
  redirect(MY_PATHS);
}

/** Renew the certificate of a certification. */
export async function renewCertification(_: FormState, form: FormData): Promise<FormState> {
  const slug = text(form, 'slug');
  try {
    unwrap(await (await actingApi()).POST('/api/v1/me/paths/{slug}/renewal', { params: { path: { slug } } }));
  } catch (error) {
    return refused(error, form);
  }
  redirect(myPathPath(slug));
}
