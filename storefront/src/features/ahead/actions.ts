'use server';

import { refresh } from 'next/cache';

import { unwrap } from '@/lib/api/errors';
import { done, refused, text, type FormState } from '@/lib/forms';
import { actingApi } from '@/lib/session/server';

/** Marks an announcement read, and its notice with it. */
export async function readAnnouncement(_: FormState, form: FormData): Promise<FormState> {
  try {
    const params = { path: { announcement_id: text(form, 'announcement') } };
    unwrap(await (await actingApi()).POST('/api/v1/me/announcements/{announcement_id}/read', { params }));
  } catch (error) {
    return refused(error, form);
  }
  refresh();
  return done();
}
