'use server';

import { redirect } from 'next/navigation';

import { assignmentPath } from '@/features/assignments/paths';
import { refused, refusedFields, text, type FormState } from '@/lib/forms';
import { actingApi } from '@/lib/session/server';

import { askForAnother, sendPeerReview, sendPeerReviewDraft } from './api';
import { peerReviewPath } from './paths';
import { draftBody, reviewBody } from './review-body';

const SLUG = /^[\w-]+$/;
const ID = /^[\da-f-]{36}$/i;

/** Give a review, or keep it as a draft; its page then shows what was given, or goes on with the draft. */
export async function givePeerReview(_: FormState, form: FormData): Promise<FormState> {
  const review = text(form, 'review');
  const read = reviewBody(form);
  if (!ID.test(review)) return refusedFields({}, form);
  if ('wrong' in read) return refusedFields(read.wrong, form);
  try {
    if (text(form, 'do') === 'keep') await sendPeerReviewDraft(await actingApi(), review, { ...draftBody(form), edition: Number(text(form, 'edition')) });
    else await sendPeerReview(await actingApi(), review, read.body);
  } catch (error) {
    return refused(error, form);
  }
  redirect(peerReviewPath(review));
}

/** Ask for another work to review. */
export async function takePeerReview(_: FormState, form: FormData): Promise<FormState> {
  const [course, lesson, assignment] = ['course', 'lesson', 'assignment'].map((name) => text(form, name)) as [string, string, string];
  if (!SLUG.test(course) || !ID.test(lesson) || !ID.test(assignment)) return refusedFields({}, form);
  try {
    await askForAnother(await actingApi(), lesson, assignment);
  } catch (error) {
    return refused(error, form);
  }
  redirect(assignmentPath(course, lesson, assignment));
}
