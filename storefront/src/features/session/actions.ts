'use server';

import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';

import { takeOver } from '@/features/cart/kept';
import { bringWish } from '@/features/wishes/kept';
import { unwrap } from '@/lib/api/errors';
import { personalApi, type PersonalApi } from '@/lib/api/http';
import type { WantedRole } from '@/lib/api/schema';
import { visitorHeaders } from '@/lib/api/visitor';
import { done, refused, refusedFields, text, texts, type FormState } from '@/lib/forms';
import { nextPath } from '@/lib/next-path';
import { isSecure } from '@/lib/env';
import { clearTokens, writeTokens } from '@/lib/session/cookies';
import { actingApi, myApi, visitorApi } from '@/lib/session/server';

/** Where to go on after the letter, which cannot say it: kept in the browser for as long as the letter is good. */
const RETURN_COOKIE = 'after_sign_in';
const LETTER_LIVES_SECONDS = 3600;

/** Sign in on this device, and go on to the form's `next`; with `stays`, on the page that is open. */
export async function signIn(_: FormState, form: FormData): Promise<FormState> {
  const jar = await cookies();
  const api = await visitorApi();
  try {
    const body = { email: text(form, 'email').trim(), password: text(form, 'password'), remember: form.has('remember') };
    const tokens = unwrap(await api.POST('/api/v1/auth/sign-in', { body }));
    writeTokens(jar, tokens);
    await bring('cart', takeOver, tokens.access_token);
    await bring('wish', bringWish, tokens.access_token);
  } catch (error) {
    return refused(error, form);
  }
  if (form.has('stays')) return done();
  const next = nextPath(form.get('next') || jar.get(RETURN_COOKIE)?.value);
  jar.delete(RETURN_COOKIE);
  redirect(next);
}

/** What lay in the browser goes into the account. Where that fails one is signed in all the same; the cart's page offers its own again. */
async function bring(name: string, over: (api: PersonalApi) => Promise<void>, accessToken: string): Promise<void> {
  try {
    await over(personalApi(accessToken, visitorHeaders(await headers())));
  } catch (error) {
    console.error(`${name}_not_taken_over`, error);
  }
}

/** Sign this device out. It is forgotten here even when the API cannot be told. */
export async function signOut(): Promise<void> {
  const api = await myApi();
  await api?.POST('/api/v1/auth/sign-out').catch(() => undefined);
  clearTokens(await cookies());
  redirect('/');
}

/** Sign every device out, this one too. */
export async function signOutEverywhere(_: FormState, form: FormData): Promise<FormState> {
  try {
    unwrap(await (await actingApi()).POST('/api/v1/auth/sign-out-everywhere'));
  } catch (error) {
    return refused(error, form);
  }
  clearTokens(await cookies());
  redirect('/sign-in');
}

/** Ask for an account: it begins with the letter. */
export async function signUp(_: FormState, form: FormData): Promise<FormState> {
  const age = text(form, 'is_of_age');
  const wrong: Record<string, string[]> = {};
  if (age !== 'yes' && age !== 'no') wrong.is_of_age = ['@ageNeeded'];
  if (age === 'no' && !text(form, 'guardian_email').trim()) wrong.guardian_email = ['@guardianNeeded'];
  if (!form.has('accept')) wrong.accept = ['@acceptNeeded'];
  if (Object.keys(wrong).length) return refusedFields(wrong, form);
  try {
    const body = {
      email: text(form, 'email').trim(),
      password: text(form, 'password'),
      display_name: text(form, 'display_name'),
      wanted_roles: texts(form, 'wanted_roles') as WantedRole[],
      terms_version: text(form, 'terms_version'),
      is_of_age: age === 'yes',
      guardian_email: age === 'no' ? text(form, 'guardian_email').trim() : '',
    };
    unwrap(await (await visitorApi()).POST('/api/v1/auth/sign-up', { body }));
  } catch (error) {
    return refused(error, form);
  }
  if (text(form, 'next')) {
    const options = { httpOnly: true, secure: isSecure(), sameSite: 'lax', path: '/', maxAge: LETTER_LIVES_SECONDS } as const;
    (await cookies()).set(RETURN_COOKIE, nextPath(form.get('next')), options);
  }
  return done(form);
}

/** Answer the letter of a sign-up. */
export async function verifyEmail(_: FormState, form: FormData): Promise<FormState> {
  return send(form, async () =>
    (await visitorApi()).POST('/api/v1/auth/verify-email', { body: { key: text(form, 'key') } }),
  );
}

/** Have the letter of a sign-up sent again. */
export async function resendLetter(_: FormState, form: FormData): Promise<FormState> {
  return send(form, async () =>
    (await visitorApi()).POST('/api/v1/auth/verify-email/resend', { body: { email: text(form, 'email').trim() } }),
  );
}

/** Ask for a letter to set a new password. */
export async function requestReset(_: FormState, form: FormData): Promise<FormState> {
  return send(form, async () =>
    (await visitorApi()).POST('/api/v1/auth/password-reset', { body: { email: text(form, 'email').trim() } }),
  );
}

/** Set a new password by the letter's key; every device is signed out, this one too. */
export async function resetPassword(_: FormState, form: FormData): Promise<FormState> {
  const body = { key: text(form, 'key'), password: text(form, 'password') };
  const state = await send(form, async () => (await visitorApi()).POST('/api/v1/auth/password-reset/confirm', { body }));
  if (state.outcome === 'done') clearTokens(await cookies());
  return state;
}

/** Answer the letter at a new address; every device signs in again. */
export async function confirmEmail(_: FormState, form: FormData): Promise<FormState> {
  const state = await send(form, async () =>
    (await visitorApi()).POST('/api/v1/auth/confirm-email', { body: { key: text(form, 'key') } }),
  );
  if (state.outcome === 'done') clearTokens(await cookies());
  return state;
}

async function send(form: FormData, ask: () => Promise<Parameters<typeof unwrap>[0]>): Promise<FormState> {
  try {
    unwrap(await ask());
    return done(form);
  } catch (error) {
    return refused(error, form);
  }
}
