'use server';

import { refresh } from 'next/cache';

import { unwrap } from '@/lib/api/errors';
import type { PersonalApi } from '@/lib/api/http';
import type { AreaEnum, Role, WantedRole } from '@/lib/api/schema';
import { done, refused, refusedFields, text, type FormState } from '@/lib/forms';
import { actingApi } from '@/lib/session/server';

import { readStyles } from './styles';

/** Change what others see of me. */
export async function saveProfile(_: FormState, form: FormData): Promise<FormState> {
  const styles = readStyles(form);
  if (!styles) return refusedFields({ styles: ['@styleTwice'] }, form);
  const body = {
    display_name: text(form, 'display_name'),
    headline: text(form, 'headline'),
    bio: text(form, 'bio'),
    location: text(form, 'location'),
    styles,
  };
  return act(form, (api) => api.PATCH('/api/v1/me/profile', { body }));
}

export async function saveLanguageAndTime(_: FormState, form: FormData): Promise<FormState> {
  const body = { language: text(form, 'language'), time_zone: text(form, 'time_zone') };
  return act(form, (api) => api.PATCH('/api/v1/me/profile', { body }));
}

/** Turn the letters of each area on or off, as ticked. */
export async function saveLetters(_: FormState, form: FormData): Promise<FormState> {
  const areas = form.getAll('area') as AreaEnum[];
  return act(form, async (api) => {
    const answers = [];
    for (const area of areas) {
      const body = { area, wants_letters: form.getAll('wanted').includes(area) };
      answers.push(await api.PUT('/api/v1/me/letters', { body }));
    }
    return answers.find(({ response }) => !response.ok) ?? answers[0]!;
  });
}

export async function changeEmail(_: FormState, form: FormData): Promise<FormState> {
  const body = { new_email: text(form, 'new_email').trim(), password: text(form, 'password') };
  return act(form, (api) => api.POST('/api/v1/me/email', { body }));
}

/** Set another password; all other devices are signed out. */
export async function changePassword(_: FormState, form: FormData): Promise<FormState> {
  const body = { current_password: text(form, 'current_password'), new_password: text(form, 'new_password') };
  return act(form, (api) => api.POST('/api/v1/me/password', { body }));
}

export async function endDevice(_: FormState, form: FormData): Promise<FormState> {
  const params = { path: { public_id: text(form, 'device') } };
  return act(form, (api) => api.DELETE('/api/v1/me/devices/{public_id}', { params }));
}

export async function requestRole(_: FormState, form: FormData): Promise<FormState> {
  const body = { role: text(form, 'role') as WantedRole, note: text(form, 'note') };
  return act(form, (api) => api.POST('/api/v1/me/role-requests', { body }));
}

export async function withdrawRequest(_: FormState, form: FormData): Promise<FormState> {
  const params = { path: { public_id: text(form, 'request') } };
  return act(form, (api) => api.DELETE('/api/v1/me/role-requests/{public_id}', { params }));
}

/** Pause a role, or take it up again. */
export async function pauseRole(_: FormState, form: FormData): Promise<FormState> {
  const params = { path: { role: text(form, 'role') as Role } };
  const body = { is_paused: text(form, 'is_paused') === 'yes' };
  return act(form, (api) => api.PATCH('/api/v1/me/roles/{role}', { params, body }));
}

export async function layDownRole(_: FormState, form: FormData): Promise<FormState> {
  const params = { path: { role: text(form, 'role') as Role } };
  return act(form, (api) => api.DELETE('/api/v1/me/roles/{role}', { params }));
}

export async function answerInvitation(_: FormState, form: FormData): Promise<FormState> {
  const params = { path: { invitation_id: text(form, 'invitation') } };
  const body = { accept: text(form, 'accept') === 'yes' };
  return act(form, (api) => api.POST('/api/v1/me/invitations/{invitation_id}', { params, body }));
}

export async function acceptTerms(_: FormState, form: FormData): Promise<FormState> {
  const age = text(form, 'is_of_age');
  const wrong: Record<string, string[]> = {};
  if (age !== 'yes' && age !== 'no') wrong.is_of_age = ['@ageNeeded'];
  if (!form.has('accept')) wrong.accept = ['@acceptNeeded'];
  if (Object.keys(wrong).length) return refusedFields(wrong, form);
  const body = {
    terms_version: text(form, 'terms_version'),
    is_of_age: age === 'yes',
    guardian_email: age === 'no' ? text(form, 'guardian_email').trim() : '',
  };
  return act(form, (api) => api.POST('/api/v1/me/terms', { body }));
}

/** Do one thing as the signed-in person and show the page anew. */
async function act(form: FormData, ask: (api: PersonalApi) => Promise<Parameters<typeof unwrap>[0]>): Promise<FormState> {
  try {
    unwrap(await ask(await actingApi()));
  } catch (error) {
    return refused(error, form);
  }
  refresh();
  return done(form);
}
