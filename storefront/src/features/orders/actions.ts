'use server';

import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';

import { ApiError, unwrap } from '@/lib/api/errors';
import { fresh } from '@/lib/api/http';
import { done, refused, text, type FormState } from '@/lib/forms';
import { actingApi, wayToSignIn } from '@/lib/session/server';

import type { Offer } from './offer';
import { orderPath, ORDERS } from './paths';

const SLUG = /^[\w-]+$/;
const UNDER_WAY = new Set(['order_under_way', 'already_bought']);

export interface BuyState {
  /** The API's sentence about why not; empty where there is none. */
  refused?: string;
}

/** Order the form's course at the price that was shown, and look at the order. Visitors sign in first and come back. */
export async function buyCourse(_: BuyState, form: FormData): Promise<BuyState> {
  const offer = { slug: text(form, 'course'), id: text(form, 'id'), amount_minor: Number(text(form, 'amount_minor')), currency: text(form, 'currency') };
  // An action may be called with anything; the API looks at the rest.
  if (!SLUG.test(offer.slug)) return { refused: '' };
  const target = await order(offer);
  return typeof target === 'string' ? redirect(target) : target;
}

async function order({ slug, id, amount_minor, currency }: Offer): Promise<string | BuyState> {
  try {
    const api = await actingApi();
    const body = { items: [{ kind: 'course' as const, id, price: { amount_minor, currency } }] };
    return orderPath(unwrap(await api.POST('/api/v1/me/orders', { body, ...fresh })).id);
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return wayToSignIn(error, `/courses/${slug}`);
    if (error instanceof ApiError && UNDER_WAY.has(error.reason ?? '')) return ORDERS;
    if (error instanceof ApiError && error.status < 500) return { refused: error.message };
    console.error('buy_failed', error);
    return { refused: '' };
  }
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
