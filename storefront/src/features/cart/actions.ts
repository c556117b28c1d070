'use server';

import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';

import { currencyIn } from '@/features/currency/currency';
import { keepCurrency, keptCurrency } from '@/features/currency/kept';
import { orderPath } from '@/features/orders/paths';
import { ApiError, unwrap } from '@/lib/api/errors';
import { fresh } from '@/lib/api/http';
import { done, refused, refusedFields, text, type FormState } from '@/lib/forms';
import { minorOf } from '@/lib/money';
import { actingApi, myApi, wayToSignIn } from '@/lib/session/server';

import { quote, readCart } from './api';
import { keepCoupon, keepThings, keptThings, takeOver } from './kept';
import { CART } from './paths';
import { type Amount, isSame, isThing, MOST_THINGS, type Thing } from './things';

export interface AddState {
  isAdded?: boolean;
  isFull?: boolean;
  /** The API's sentence about why not; empty where there is none. */
  refused?: string;
}

/** Something in the cart at the price that was shown, or at the amount that was chosen. */
export type Shown = Thing & { price?: Amount };

/** A cart as it was shown. */
export interface ShownCart {
  things: Shown[];
  total: Amount;
  /** The code of the coupon that lowers it; empty without one. */
  coupon: string;
}

export interface OrderState {
  refused?: string;
  /** The order that was made, where scripts go on to its payment by themselves. */
  order?: string;
}

type Item = { kind: 'course' | 'bundle'; id: string; amount?: Amount };

/** Lay the form's thing in the account's cart, or for visitors in their browser's. Without scripts the cart is looked at next. */
export async function addToCart(_: AddState, form: FormData): Promise<AddState> {
  const thing = { kind: text(form, 'kind'), id: text(form, 'id') };
  // An action may be called with anything; the API looks at the rest.
  if (!isThing(thing)) return { refused: '' };
  const amount = form.has('amount_minor') && { amount: { amount_minor: Number(text(form, 'amount_minor')), currency: text(form, 'currency') } };
  const found = await add({ ...thing, ...amount });
  if (found.isAdded && !form.has('scripts')) redirect(CART);
  return found;
}

async function add(thing: Thing): Promise<AddState> {
  try {
    const api = await actingApi();
    unwrap(await api.POST('/api/v1/me/cart', { body: { items: [thing as Item] } }));
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

/** Pay so much for the form's thing, wherever it lies. Whether that is enough the cart says when it is read. */
export async function chooseAmount(_: FormState, form: FormData): Promise<FormState> {
  const currency = currencyIn(text(form, 'currency'));
  const thing = { kind: text(form, 'kind'), id: text(form, 'id') };
  if (!currency || !isThing(thing)) return refused(null, form);
  const amount_minor = minorOf(text(form, 'amount'), currency);
  if (amount_minor === null) return refusedFields({ amount: ['@noAmount'] }, form);
  const amount = { amount_minor, currency };
  try {
    unwrap(await (await actingApi()).POST('/api/v1/me/cart', { body: { items: [{ ...thing, amount } as Item] } }));
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 401)) return refused(error, form);
    await keepThings((await keptThings()).map((each) => (isSame(each, thing) ? { ...thing, amount } : each)));
  }
  refresh();
  return done();
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
    const currency = await keptCurrency();
    const { coupon } = api ? await readCart(api, code, currency) : await quote(await keptThings(), code, currency);
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

/** See the cart, and everything else, in another currency. */
export async function payIn(_: FormState, form: FormData): Promise<FormState> {
  await keepCurrency(currencyIn(text(form, 'currency')));
  refresh();
  return done();
}

/** Order what lies in the form's `cart`, at the prices that were shown. Without scripts the order is looked at next. */
export async function orderCart(_: OrderState, form: FormData): Promise<OrderState> {
  const shown = shownIn(text(form, 'cart'));
  if (!shown) return { refused: '' };
  const found = await order(shown);
  // It is the order's by now, and its use is held for it.
  if (found.order && shown.coupon) await keepCoupon('');
  if (found.order && !form.has('scripts')) redirect(orderPath(found.order));
  if (found.signIn) redirect(found.signIn);
  // Prices may have changed, or another order may wait: the page says so.
  if (found.refused !== undefined) refresh();
  return found;
}

/** A cart as its page wrote it into the form; undefined where somebody else did. */
function shownIn(written: string): ShownCart | undefined {
  try {
    const shown = JSON.parse(written) as ShownCart;
    return shown.things.every(isThing) ? shown : undefined;
  } catch {
    return undefined;
  }
}

async function order({ things, total, coupon }: ShownCart): Promise<OrderState & { signIn?: string }> {
  try {
    const api = await actingApi();
    const items = things.map(({ id, kind, price, amount }) => ({ kind, id, price, amount }) as Item & Pick<Shown, 'price'>);
    return { order: unwrap(await api.POST('/api/v1/me/orders', { body: { items, total, coupon }, ...fresh })).id };
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return { signIn: await wayToSignIn(error, CART) };
    if (error instanceof ApiError && error.status < 500) return { refused: error.message };
    console.error('order_failed', error);
    return { refused: '' };
  }
}
