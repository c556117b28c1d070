'use server';

import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';

import { currencyIn } from '@/features/currency/currency';
import { orderPath } from '@/features/orders/paths';
import { ApiError, unwrap } from '@/lib/api/errors';
import { fresh } from '@/lib/api/http';
import { done, refused, refusedFields, text, type FormState } from '@/lib/forms';
import { minorOf } from '@/lib/money';
import { actingApi } from '@/lib/session/server';

/** Order a course for somebody else at the price that was shown, and look at the order. */
export async function orderGift(_: FormState, form: FormData): Promise<FormState> {
  const currency = currencyIn(text(form, 'currency'));
  const isChosen = form.has('amount');
  const amount_minor = !currency ? null : isChosen ? minorOf(text(form, 'amount'), currency) : Number(text(form, 'amount_minor'));
  if (amount_minor === null) return refusedFields({ amount: ['@noAmount'] }, form);
  const said = { amount_minor, currency };
  const body = {
    kind: 'course' as const,
    id: text(form, 'course'),
    ...(isChosen ? { amount: said } : { price: said }),
    coupon: text(form, 'coupon'),
    recipient_name: text(form, 'recipient_name'),
    recipient_email: text(form, 'recipient_email'),
    message: text(form, 'message'),
    send_on: text(form, 'send_on') || null,
  };
  // Drawn with the page: sent twice it orders once.
  const headers = { 'Idempotency-Key': text(form, 'once') };
  let id: string;
  try {
    id = unwrap(await (await actingApi()).POST('/api/v1/me/gifts', { body, headers, ...fresh })).id;
  } catch (error) {
    // Beside the field that it is about.
    const field = error instanceof ApiError && /^(amount|coupon)_/.exec(error.reason ?? '')?.[1];
    return field ? refusedFields({ [field]: [error.message] }, form) : refused(error, form);
  }
  redirect(orderPath(id));
}

/** Take what the link gives. */
export async function acceptGift(_: FormState, form: FormData): Promise<FormState> {
  try {
    const params = { path: { code: text(form, 'code') } };
    unwrap(await (await actingApi()).POST('/api/v1/gifts/{code}/acceptance', { params, ...fresh }));
  } catch (error) {
    return refused(error, form);
  }
  refresh();
  return done();
}

/** Send the letter of one's gift once more. */
export async function sendGiftAgain(_: FormState, form: FormData): Promise<FormState> {
  try {
    const params = { path: { public_id: text(form, 'gift') } };
    unwrap(await (await actingApi()).POST('/api/v1/me/gifts/{public_id}/letters', { params, ...fresh }));
  } catch (error) {
    return refused(error, form);
  }
  refresh();
  return done();
}

/** Let one's gift be for somebody else, or for another address of theirs. */
export async function changeRecipient(_: FormState, form: FormData): Promise<FormState> {
  try {
    const params = { path: { public_id: text(form, 'gift') } };
    const body = { recipient_name: text(form, 'recipient_name'), recipient_email: text(form, 'recipient_email') };
    unwrap(await (await actingApi()).PATCH('/api/v1/me/gifts/{public_id}', { params, body, ...fresh }));
  } catch (error) {
    return refused(error, form);
  }
  refresh();
  return done(form);
}
