'use server';

import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';

import { orderPath } from '@/features/orders/paths';
import { ApiError, unwrap } from '@/lib/api/errors';
import { fresh } from '@/lib/api/http';
import { done, refused, refusedFields, text, type FormState } from '@/lib/forms';
import { signInPath } from '@/lib/next-path';
import { actingApi, myApi } from '@/lib/session/server';

import { quote, readCart } from './api';
import { keepCoupon, keepThings, keptThings, takeOver } from './kept';
import { CART } from './paths';
import { isSame, isThing, MOST_THINGS, type Thing } from './things';

export interface AddState {
  isAdded?: boolean;
  isFull?: boolean;
  /** The API's sentence about why not; empty where there is none. */
  refused?: string;
}

/** Something in the cart at the price that was shown. */
export interface Shown extends Thing {
  price: { amount_minor: number; currency: string };
}

/** A cart as it was shown. */
export interface ShownCart {
  things: Shown[];
  total: Shown['price'];
  /** The code of the coupon that lowers it; empty without one. */
  coupon: string;
}

export interface OrderState {
  refused?: string;
  /** The order that was made, where scripts go on to its payment by themselves. */
  order?: string;
}

type Item = { kind: 'course'; id: string };

/** Lay a thing in the account's cart, or for visitors in their browser's. Without scripts the cart is looked at next. */
export async function addToCart(thing: Thing, _: AddState, form: FormData): Promise<AddState> {
  // An action may be called with anything; the API looks at the rest.
  if (!isThing(thing)) return { refused: '' };
  const found = await add(thing);
  return form.has('scripts') ? found : redirect(CART);
}

async function add(thing: Thing): Promise<AddState> {
  try {
    const api = await actingApi();
    unwrap(await api.POST('/api/v1/me/cart', { body: { items: [{ kind: thing.kind, id: thing.id } as Item] } }));
    return { isAdded: true };
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return keep(thing);
    if (error instanceof ApiError && error.reason === 'cart_is_full') return { isFull: true };
    if (error instanceof ApiError && error.status < 500) return { refused: error.message };
    console.error('cart_failed', error);
    return { refused: '' };
  }
}

async function keep(thing: Thing): Promise<AddState> {
  const others = (await keptThings()).filter((each) => !isSame(each, thing));
  if (others.length >= MOST_THINGS) return { isFull: true };
  await keepThings([...others, thing]);
  return { isAdded: true };
}

/** Take a thing out again, wherever it lies. */
export async function removeFromCart(_: FormState, form: FormData): Promise<FormState> {
  const thing = { kind: text(form, 'kind'), id: text(form, 'id') };
  const kept = await keptThings();
  if (kept.some((each) => isSame(each, thing))) await keepThings(kept.filter((each) => !isSame(each, thing)));
  try {
    const params = { path: { kind: thing.kind, public_id: thing.id } };
    unwrap(await (await actingApi()).DELETE('/api/v1/me/cart/{kind}/{public_id}', { params }));
  } catch (error) {
    // Visitors have no other cart.
    if (!(error instanceof ApiError && error.status === 401)) return refused(error, form);
  }
  refresh();
  return done();
}

/** Try again to take the browser's cart over, where that failed at sign-in. */
export async function takeCartOver(_: FormState, form: FormData): Promise<FormState> {
  try {
    await takeOver(await actingApi());
  } catch (error) {
    return refused(error, form);
  }
  refresh();
  return done();
}

/** Try a coupon on what lies in the cart, and keep it where it lowers something. */
export async function applyCode(_: FormState, form: FormData): Promise<FormState> {
  const code = text(form, 'coupon').trim();
  try {
    const api = await myApi();
    const { coupon } = api ? await readCart(api, code) : await quote(await keptThings(), code);
    if (coupon?.refusal) return { ...refusedFields({ coupon: [coupon.refusal.message] }, form), reason: 'invalid' };
    await keepCoupon(coupon?.code ?? '');
  } catch (error) {
    return refused(error, form);
  }
  refresh();
  return done();
}

/** Go on without the coupon. */
export async function forgetCode(): Promise<FormState> {
  await keepCoupon('');
  refresh();
  return done();
}

/** Order what lies in the cart, at the prices that were shown. Without scripts the order is looked at next. */
export async function orderCart({ things, total, coupon }: ShownCart, _: OrderState, form: FormData): Promise<OrderState> {
  if (!Array.isArray(things) || !things.every(isThing)) return { refused: '' };
  const found = await order({ things, total, coupon });
  // It is the order's by now, and its use is held for it.
  if (found.order && coupon) await keepCoupon('');
  if (found.order && !form.has('scripts')) redirect(orderPath(found.order));
  if (found.signIn) redirect(signInPath(CART));
  // Prices may have changed, or another order may wait: the page says so.
  if (found.refused !== undefined) refresh();
  return found;
}

async function order({ things, total, coupon }: ShownCart): Promise<OrderState & { signIn?: boolean }> {
  try {
    const api = await actingApi();
    const items = things.map(({ id, kind, price }) => ({ kind, id, price }) as Item & Pick<Shown, 'price'>);
    return { order: unwrap(await api.POST('/api/v1/me/orders', { body: { items, total, coupon }, ...fresh })).id };
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return { signIn: true };
    if (error instanceof ApiError && error.status < 500) return { refused: error.message };
    console.error('order_failed', error);
    return { refused: '' };
  }
}
