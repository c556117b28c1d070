// @vitest-environment node
import { beforeEach, expect, test, vi } from 'vitest';

const jar = vi.hoisted(() => new Map([['access', { value: 'token' }]]));
vi.mock('next/headers', () => ({ cookies: async () => jar, headers: async () => new Headers() }));
vi.mock('next/navigation', () => ({
  redirect: (path: string) => {
    throw new Error(`to ${path}`);
  },
}));

import { buyCourse } from './actions';

const ORDER = '01930000-0000-7000-8000-000000000009';
const OFFER = { slug: 'salsa', id: '01930000-0000-7000-8000-000000000001', amount_minor: 4900, currency: 'EUR' };
const api = vi.fn<typeof fetch>();

function buy({ slug, ...offer }: Partial<typeof OFFER>) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ course: slug, ...offer })) form.set(name, String(value ?? ''));
  return buyCourse({}, form);
}

beforeEach(() => {
  api.mockReset();
  vi.stubGlobal('fetch', api);
  vi.spyOn(console, 'error').mockImplementation(() => {});
});

const refusal = (status: number, reason: string, message = 'No.') =>
  Response.json({ error: { code: 'X', message, details: { reason } } }, { status });

test('who buys comes to the order, made at the price that was shown', async () => {
  api.mockResolvedValue(Response.json({ id: ORDER }, { status: 201 }));
  await expect(buy(OFFER)).rejects.toThrow(`to /account/orders/${ORDER}`);
  const sent = JSON.parse(String(api.mock.calls[0]![1]!.body));
  expect(sent).toEqual({ items: [{ kind: 'course', id: OFFER.id, price: { amount_minor: 4900, currency: 'EUR' } }] });
});

test('visitors sign in first and come back to the course', async () => {
  api.mockImplementation(async () => refusal(401, 'not_signed_in'));
  await expect(buy(OFFER)).rejects.toThrow('to /sign-in?next=%2Fcourses%2Fsalsa');
});

test('who has begun to buy, or has bought, sees their orders', async () => {
  for (const reason of ['order_under_way', 'already_bought']) {
    api.mockResolvedValueOnce(refusal(409, reason));
    await expect(buy(OFFER)).rejects.toThrow('to /account/orders');
  }
});

test('a refusal is told in the words of the API, a failure in ours', async () => {
  api.mockResolvedValueOnce(refusal(409, 'price_changed', 'The price is €59 now.'));
  expect(await buy(OFFER)).toEqual({ refused: 'The price is €59 now.' });
  api.mockResolvedValueOnce(new Response('<html>', { status: 502 }));
  expect(await buy(OFFER)).toEqual({ refused: '' });
  api.mockRejectedValueOnce(new TypeError('fetch failed'));
  expect(await buy(OFFER)).toEqual({ refused: '' });
});

test.each([{}, { slug: '../me' }])('an action called with %j asks nothing', async (offer) => {
  expect(await buy(offer)).toEqual({ refused: '' });
  expect(api).not.toHaveBeenCalled();
});

test('what buyers chose is ordered as they typed it, and told beside what they typed', async () => {
  const typed = (amount: string) => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ course: 'salsa', id: OFFER.id, currency: 'EUR', amount })) form.set(name, value);
    return buyCourse({}, form);
  };
  api.mockResolvedValueOnce(Response.json({ id: ORDER }, { status: 201 }));
  await expect(typed('20,50')).rejects.toThrow(`to /account/orders/${ORDER}`);
  const sent = JSON.parse(String(api.mock.calls[0]![1]!.body));
  expect(sent).toEqual({ items: [{ kind: 'course', id: OFFER.id, amount: { amount_minor: 2050, currency: 'EUR' } }] });
  api.mockResolvedValueOnce(refusal(409, 'amount_too_low', 'At least €5.'));
  expect(await typed('3')).toEqual({ refused: 'At least €5.', typed: '3' });
  expect(await typed('3.505')).toEqual({ refused: '', isNoAmount: true, typed: '3.505' });
  expect(api).toHaveBeenCalledTimes(2);
});
