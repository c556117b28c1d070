'use server';

import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';

import { ApiError, unwrap } from '@/lib/api/errors';
import type { PersonalApi } from '@/lib/api/http';
import { done, refused, text, type FormState } from '@/lib/forms';
import { actingApi } from '@/lib/session/server';

import { MY_PLAN } from './paths';

/** Go over to another plan or rhythm, for what was shown. What costs something else by now is shown anew. */
export async function changePlan(_: FormState, form: FormData): Promise<FormState> {
  const shown = { as_of: text(form, 'as_of'), now_minor: Number(text(form, 'now_minor')), next_minor: Number(text(form, 'next_minor')) };
  try {
    const api = await actingApi();
    unwrap(await api.POST('/api/v1/me/plan/change', { body: { price: text(form, 'price'), ...shown } }));
  } catch (error) {
    if (error instanceof ApiError && error.reason === 'plan_cost_changed') refresh();
    return refused(error, form);
  }
  redirect(MY_PLAN);
}

export async function pausePlan(_: FormState, form: FormData): Promise<FormState> {
  return act(form, async (api) => unwrap(await api.POST('/api/v1/me/plan/pause', { body: { months: Number(text(form, 'months')) } })));
}

export async function resumePlan(_: FormState, form: FormData): Promise<FormState> {
  return act(form, async (api) => unwrap(await api.DELETE('/api/v1/me/plan/pause')));
}

export async function cancelPlan(_: FormState, form: FormData): Promise<FormState> {
  return act(form, async (api) => unwrap(await api.DELETE('/api/v1/me/plan')));
}

/** Take a cancellation back. */
export async function keepPlan(_: FormState, form: FormData): Promise<FormState> {
  return act(form, async (api) => unwrap(await api.DELETE('/api/v1/me/plan/cancellation')));
}

async function act(form: FormData, ask: (api: PersonalApi) => Promise<unknown>): Promise<FormState> {
  try {
    await ask(await actingApi());
  } catch (error) {
    return refused(error, form);
  }
  refresh();
  return done();
}
