'use server';

import { unwrap } from '@/lib/api/errors';
import { done, refused, text, type FormState } from '@/lib/forms';
import { visitorApi } from '@/lib/session/server';

/** Send a message to whoever runs the site. */
export async function sendMessage(_: FormState, form: FormData): Promise<FormState> {
  const body = {
    name: text(form, 'name').trim(),
    email: text(form, 'email').trim(),
    subject: text(form, 'subject').trim(),
    message: text(form, 'message').trim(),
    website: text(form, 'website'),
  };
  try {
    unwrap(await (await visitorApi()).POST('/api/v1/contact', { body }));
  } catch (error) {
    return refused(error, form);
  }
  return done();
}
