'use server';

import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';

import { unwrap } from '@/lib/api/errors';
import { fresh } from '@/lib/api/http';
import { done, refused, text, type FormState } from '@/lib/forms';
import { actingApi } from '@/lib/session/server';

import type { Offer } from './offer';
import { orderThing } from './ordering';

const SLUG = /^[\w-]+$/;

export interface BuyState {
  /** The API's sentence about why not; empty where there is none. */
  refused?: string;
}

/** Order the form's course at the price that was shown, and look at the order. Visitors sign in first and come back. */
export async function buyCourse(_: BuyState, form: FormData): Promise<BuyState> {
  const offer: Offer = { slug: text(form, 'course'), id: text(form, 'id'), amount_minor: Number(text(form, 'amount_minor')), currency: text(form, 'currency') };
  // An action may be called with anything; the API looks at the rest.
  if (!SLUG.test(offer.slug)) return { refused: '' };
  const { slug, id, ...price } = offer;
  const target = await orderThing({ kind: 'course', id, price }, `/courses/${slug}`);
  return typeof target === 'string' ? redirect(target) : target;
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
