'use server';

import { redirect } from 'next/navigation';

import { refused, refusedFields, text, type FormState } from '@/lib/forms';
import { actingApi } from '@/lib/session/server';

import { sendDraft } from './api';
import { assignmentPath } from './paths';

const SLUG = /^[\w-]+$/;
const ID = /^[\da-f-]{36}$/i;

/** Keep the form's text, or hand it in: what its buttons do where no scripts run. */
export async function sendWork(_: FormState, form: FormData): Promise<FormState> {
  const [course, lesson, assignment] = ['course', 'lesson', 'assignment'].map((name) => text(form, name)) as [string, string, string];
  if (!SLUG.test(course) || !ID.test(lesson) || !ID.test(assignment)) return refusedFields({}, form);
  const draft = { number: Number(text(form, 'number')), edition: Number(text(form, 'edition')), text: asTyped(text(form, 'text')) };
  try {
    await sendDraft(await actingApi(), lesson, assignment, draft, text(form, 'do') === 'hand-in');
  } catch (error) {
    return refused(error, form);
  }
  redirect(assignmentPath(course, lesson, assignment));
}

/** Forms send other line breaks than a field holds, by which the same text would look like another. */
const asTyped = (sent: string) => sent.replaceAll('\r\n', '\n');
