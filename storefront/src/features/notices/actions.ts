'use server';

import { refresh } from 'next/cache';

import { unwrap } from '@/lib/api/errors';
import { done, refused, text, type FormState } from '@/lib/forms';
import { actingApi } from '@/lib/session/server';

export async function markNotice(_: FormState, form: FormData): Promise<FormState> {
  try {
    await mark(text(form, 'notice'), text(form, 'is_read') === 'yes');
  } catch (error) {
    return refused(error, form);
  }
  refresh();
  return done();
}

export async function markAllRead(_: FormState, form: FormData): Promise<FormState> {
  try {
    unwrap(await (await actingApi()).POST('/api/v1/me/notices/read-all'));
  } catch (error) {
    return refused(error, form);
  }
  refresh();
  return done();
}

async function mark(notice: string, is_read: boolean): Promise<void> {
  const params = { path: { public_id: notice } };
  unwrap(await (await actingApi()).PATCH('/api/v1/me/notices/{public_id}', { params, body: { is_read } }));
}
