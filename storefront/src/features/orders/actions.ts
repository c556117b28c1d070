'use server';

import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';

import { currencyIn } from '@/features/currency/currency';
import { unwrap } from '@/lib/api/errors';
import { fresh } from '@/lib/api/http';
import { done, refused, text, type FormState } from '@/lib/forms';
import { minorOf } from '@/lib/money';
import { actingApi } from '@/lib/session/server';

import { orderThing } from './ordering';

const SLUG = /^[\w-]+$/;

export interface BuyState {
  /** The API's sentence about why not; empty where there is none. */
  refused?: string;
  /** What was typed, where it is that which is refused. */
  typed?: string;
  /** Whether it is no amount of the currency. */
  isNoAmount?: boolean;
}

/** Order the form's course at the price that was shown or typed, and look at the order. Visitors sign in first and come back. */
export async function buyCourse(_: BuyState, form: FormData): Promise<BuyState> {
  const offer = { slug: text(form, 'course'), id: text(form, 'id'), currency: text(form, 'currency') };
  // An action may be called with anything; the API looks at the rest.
  if (!SLUG.test(offer.slug) || !currencyIn(offer.currency)) return { refused: '' };
  const isChosen = form.has('amount');
  const typed = text(form, 'amount');
  const amount_minor = isChosen ? minorOf(typed, offer.currency) : Number(text(form, 'amount_minor'));
  if (amount_minor === null) return { refused: '', isNoAmount: true, typed };
  const said = { amount_minor, currency: offer.currency };
  const target = await orderThing({ kind: 'course', id: offer.id, ...(isChosen ? { amount: said } : { price: said }) }, `/courses/${offer.slug}`);
  if (typeof target === 'string') redirect(target);
  return isChosen ? { ...target, typed } : target;
}

export async function cancelOrder(_: FormState, form: FormData): Promise<FormState> {
  try {
    const params = { path: { public_id: text(form, 'order') } };
    unwrap(await (await actingApi()).DELETE('/api/v1/me/orders/{public_id}', { params }));
  } catch (error) {
    return refused(error, form);
  }
  refresh();
  return done();
}

/** Give a thing of an order back; its price goes back the way it came. */
export async function giveBack(_: FormState, form: FormData): Promise<FormState> {
  return moneyBack('/api/v1/me/orders/{public_id}/refunds', form);
}

/** Ask for money that the terms of the order do not give back. */
export async function askForMoneyBack(_: FormState, form: FormData): Promise<FormState> {
  return moneyBack('/api/v1/me/orders/{public_id}/refund-requests', form);
}

async function moneyBack(path: '/api/v1/me/orders/{public_id}/refunds' | '/api/v1/me/orders/{public_id}/refund-requests', form: FormData) {
  try {
    const params = { path: { public_id: text(form, 'order') } };
    const body = { line: text(form, 'line'), words: text(form, 'words') };
    unwrap(await (await actingApi()).POST(path, { params, body, ...fresh }));
  } catch (error) {
    return refused(error, form);
  }
  refresh();
  return done();
}
