// @vitest-environment node
import { beforeEach, expect, test, vi } from 'vitest';

const jar = vi.hoisted(() => ({
  kept: new Map<string, { value: string }>(),
  get: (name: string) => jar.kept.get(name),
  set: (name: string, value: string, { maxAge }: { maxAge?: number }) => (maxAge === 0 ? jar.kept.delete(name) : jar.kept.set(name, { value })),
}));
vi.mock('next/headers', () => ({ cookies: async () => jar, headers: async () => new Headers() }));
vi.mock('next/cache', () => ({ refresh: vi.fn() }));
vi.mock('next/navigation', () => ({
  redirect: (path: string) => {
    throw new Error(`to ${path}`);
  },
}));

import { addToCart, applyCode, chooseAmount, forgetCode, orderCart, removeFromCart, takeCartOver } from './actions';
import { thingsIn } from './things';

const thing = (number: number) => ({ kind: 'course', id: `01930000-0000-7000-8000-${String(number).padStart(12, '0')}` });
const ONE = thing(1);
const TWO = thing(2);
const SHOWN = { ...ONE, price: { amount_minor: 4900, currency: 'EUR' } };
const CART = { things: [SHOWN], total: SHOWN.price, coupon: '' };
const ORDER = '01930000-0000-7000-8000-000000000009';
const api = vi.fn<typeof fetch>();

beforeEach(() => {
  jar.kept.clear();
  api.mockReset();
  vi.stubGlobal('fetch', api);
  vi.spyOn(console, 'error').mockImplementation(() => {});
});

const signIn = () => jar.kept.set('access', { value: 'token' });
const kept = () => thingsIn(jar.kept.get('cart')?.value);
const refusal = (status: number, reason: string, message = 'No.') => Response.json({ error: { code: 'X', message, details: { reason } } }, { status });
const form = (fields: Record<string, string> = {}) => {
  const data = new FormData();
  Object.entries(fields).forEach(([name, value]) => data.set(name, value));
  return data;
};
const scripts = (run: boolean) => (run ? { scripts: '1' } : ({} as Record<string, string>));
const add = (each: { kind: string; id: string }, run = true) => addToCart({}, form({ ...each, ...scripts(run) }));
const order = (cart: unknown, run = true) => orderCart({}, form({ cart: JSON.stringify(cart) ?? '', ...scripts(run) }));

test('visitors keep their cart in the browser, each thing once, and nobody is asked', async () => {
  for (const each of [ONE, TWO, ONE]) expect(await add(each)).toEqual({ isAdded: true });
  expect(kept()).toEqual([TWO, ONE]);
  await removeFromCart({ outcome: 'untouched' }, form({ kind: TWO.kind, id: TWO.id }));
  expect(kept()).toEqual([ONE]);
  expect(api).not.toHaveBeenCalled();
});

test('what one pays is kept where the cart is, and ordered in the place of a price', async () => {
  const choose = (amount: string, each = ONE) => chooseAmount({ outcome: 'untouched' }, form({ ...each, amount, currency: 'EUR' }));
  await addToCart({}, form({ ...ONE, amount_minor: '1500', currency: 'EUR', scripts: '1' }));
  await add(TWO);
  expect(kept()[0]).toEqual({ ...ONE, amount: { amount_minor: 1500, currency: 'EUR' } });
  expect(await choose('7,50')).toMatchObject({ outcome: 'done' });
  expect(kept()).toEqual([{ ...ONE, amount: { amount_minor: 750, currency: 'EUR' } }, TWO]);
  expect(await choose('7.505')).toMatchObject({ fields: { amount: ['@noAmount'] }, values: { amount: '7.505' } });
  expect(await choose('7', { kind: '../me', id: 'x' })).toMatchObject({ outcome: 'refused' });
  expect(api).not.toHaveBeenCalled();

  signIn();
  api.mockResolvedValueOnce(Response.json({}));
  expect(await choose('9')).toMatchObject({ outcome: 'done' });
  expect(JSON.parse(String(api.mock.calls[0]![1]!.body))).toEqual({ items: [{ ...ONE, amount: { amount_minor: 900, currency: 'EUR' } }] });
  api.mockResolvedValueOnce(new Response('<html>', { status: 502 }));
  expect(await choose('9')).toMatchObject({ outcome: 'refused', reason: 'unavailable' });
  api.mockImplementation(async () => Response.json({ id: ORDER }, { status: 201 }));
  const amount = { amount_minor: 900, currency: 'EUR' };
  await order({ things: [{ ...ONE, amount }], total: amount, coupon: '' });
  expect(JSON.parse(String(api.mock.calls.at(-1)![1]!.body))).toEqual({ items: [{ ...ONE, amount }], total: amount, coupon: '' });
});

test('without scripts the cart is looked at next', async () => {
  await expect(add(ONE, false)).rejects.toThrow('to /cart');
  expect(kept()).toEqual([ONE]);
});

test('without scripts too a cart that is full is told as that', async () => {
  signIn();
  api.mockResolvedValueOnce(refusal(409, 'cart_is_full'));
  expect(await add(ONE, false)).toEqual({ isFull: true });
});

test('a browser holds as many as an account', async () => {
  for (let number = 0; number < 20; number += 1) expect(await add(thing(number))).toEqual({ isAdded: true });
  expect(await add(thing(20))).toEqual({ isFull: true });
  expect(kept()).toHaveLength(20);
});

test('who is signed in keeps it with the account', async () => {
  signIn();
  api.mockResolvedValueOnce(Response.json({}));
  expect(await add(ONE)).toEqual({ isAdded: true });
  expect(JSON.parse(String(api.mock.calls[0]![1]!.body))).toEqual({ items: [ONE] });
  expect(kept()).toEqual([]);
  api.mockResolvedValueOnce(refusal(409, 'cart_is_full'));
  expect(await add(ONE)).toEqual({ isFull: true });
  api.mockResolvedValueOnce(new Response('<html>', { status: 502 }));
  expect(await add(ONE)).toEqual({ refused: '' });
});

test('whose session has ended keeps it in the browser', async () => {
  signIn();
  api.mockResolvedValueOnce(refusal(401, 'not_signed_in'));
  expect(await add(ONE)).toEqual({ isAdded: true });
  expect(kept()).toEqual([ONE]);
});

test('a cart that is taken over leaves the browser; one that is refused stays there', async () => {
  for (const each of [ONE, TWO]) await add(each);
  signIn();
  api.mockResolvedValueOnce(refusal(409, 'cart_is_full', 'Full.'));
  expect(await takeCartOver({ outcome: 'untouched' }, form())).toMatchObject({ outcome: 'refused', message: 'Full.' });
  expect(kept()).toEqual([ONE, TWO]);
  api.mockResolvedValueOnce(Response.json({}));
  expect(await takeCartOver({ outcome: 'untouched' }, form())).toMatchObject({ outcome: 'done' });
  expect(JSON.parse(String(api.mock.calls[1]![1]!.body))).toEqual({ items: [ONE, TWO] });
  expect(kept()).toEqual([]);
});

test('what is shown is ordered at the prices that were shown', async () => {
  signIn();
  api.mockImplementation(async () => Response.json({ id: ORDER }, { status: 201 }));
  await expect(order(CART, false)).rejects.toThrow(`to /account/orders/${ORDER}`);
  expect(await order(CART)).toEqual({ order: ORDER });
  expect(JSON.parse(String(api.mock.calls[1]![1]!.body))).toEqual({ items: [SHOWN], total: CART.total, coupon: '' });
});

test('a refusal is told, and visitors sign in first', async () => {
  signIn();
  api.mockResolvedValueOnce(refusal(409, 'price_changed', 'It is €59 now.'));
  expect(await order(CART)).toEqual({ refused: 'It is €59 now.' });
  jar.kept.clear();
  await expect(order(CART, false)).rejects.toThrow('to /sign-in?next=%2Fcart');
});

test.each([undefined, null, 'course', { kind: 'course' }, { kind: '../me', id: ONE.id }])('an action called with %j does nothing', async (value) => {
  expect(await addToCart({}, form(Object(value)))).toEqual({ refused: '' });
  expect(await order(value)).toEqual({ refused: '' });
  expect(await order({ things: [value] }, false)).toEqual({ refused: '' });
  expect(api).not.toHaveBeenCalled();
});

test('a coupon that lowers something is kept with the cart, until it is ordered or forgotten', async () => {
  await add(ONE);
  const answer = (refusal: unknown) => Response.json({ lines: [], total: null, order: null, coupon: { code: 'SPRING', discount_minor: 1, refusal } });
  api.mockResolvedValueOnce(answer({ reason: 'coupon_unknown', message: 'Not this one.' }));
  expect(await applyCode({ outcome: 'untouched' }, form({ coupon: 'wrong' }))).toMatchObject({ fields: { coupon: ['Not this one.'] } });
  expect(jar.kept.has('coupon')).toBe(false);
  api.mockImplementation(async () => answer(null));
  await applyCode({ outcome: 'untouched' }, form({ coupon: ' spring ' }));
  expect(jar.kept.get('coupon')).toEqual({ value: 'SPRING' });
  await forgetCode();
  expect(jar.kept.has('coupon')).toBe(false);

  await applyCode({ outcome: 'untouched' }, form({ coupon: 'spring' }));
  signIn();
  api.mockImplementation(async () => Response.json({ id: ORDER }, { status: 201 }));
  await order({ ...CART, coupon: 'SPRING' });
  expect(JSON.parse(String(api.mock.calls.at(-1)![1]!.body))).toMatchObject({ coupon: 'SPRING' });
  expect(jar.kept.has('coupon')).toBe(false);
});
