'use server';

import { refresh } from 'next/cache';

import { unwrap } from '@/lib/api/errors';
import type { PersonalApi } from '@/lib/api/http';
import { done, refused, text, type FormState } from '@/lib/forms';
import { actingApi } from '@/lib/session/server';

async function act(form: FormData, ask: (api: PersonalApi) => Promise<unknown>): Promise<FormState> {
  try {
    await ask(await actingApi());
  } catch (error) {
    return refused(error, form);
  }
  refresh();
  return done();
}

const entry = (form: FormData) => ({ path: { entry_id: text(form, 'id') } });
const pause = (form: FormData) => ({ path: { pause_id: text(form, 'id') } });

/** Write down what the form says under its id, or change what is written there. */
export async function keepEntry(_: FormState, form: FormData): Promise<FormState> {
  const body = {
    day: text(form, 'day'),
    minutes: Number(text(form, 'minutes')),
    what: text(form, 'what').trim(),
    note: text(form, 'note').trim(),
    course: text(form, 'course') || null,
    lesson: text(form, 'lesson') || null,
  };
  return act(form, async (api) => unwrap(await api.PUT('/api/v1/me/practice/entries/{entry_id}', { params: entry(form), body })));
}

export async function forgetEntry(_: FormState, form: FormData): Promise<FormState> {
  return act(form, async (api) => unwrap(await api.DELETE('/api/v1/me/practice/entries/{entry_id}', { params: entry(form) })));
}

/** Mean to practise on as many days a week as the form says; none is no goal. */
export async function setGoal(_: FormState, form: FormData): Promise<FormState> {
  const days = Number(text(form, 'days')) || null;
  return act(form, async (api) => unwrap(await api.PUT('/api/v1/me/practice/goal', { body: { days } })));
}

export async function keepPause(_: FormState, form: FormData): Promise<FormState> {
  const body = { first_day: text(form, 'first_day'), last_day: text(form, 'last_day') };
  return act(form, async (api) => unwrap(await api.PUT('/api/v1/me/practice/pauses/{pause_id}', { params: pause(form), body })));
}

export async function endPause(_: FormState, form: FormData): Promise<FormState> {
  return act(form, async (api) => unwrap(await api.DELETE('/api/v1/me/practice/pauses/{pause_id}', { params: pause(form) })));
}
