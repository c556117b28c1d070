// @vitest-environment node
import { beforeEach, expect, test, vi } from 'vitest';

const jar = vi.hoisted(() => new Map([['access', { value: 'token' }]]));
vi.mock('next/headers', () => ({ cookies: async () => jar, headers: async () => new Headers() }));
vi.mock('next/navigation', () => ({
  redirect: (path: string) => {
    throw new Error(`to ${path}`);
  },
}));

import { buyBundle } from './actions';

const ORDER = '01930000-0000-7000-8000-000000000009';
const ID = '01930000-0000-7000-8000-000000000001';
const api = vi.fn<typeof fetch>();

function buy(slug: string) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ bundle: slug, id: ID, amount_minor: '9450', currency: 'EUR' })) form.set(name, value);
  return buyBundle({}, form);
}

beforeEach(() => {
  api.mockReset();
  vi.stubGlobal('fetch', api);
});

test('who buys comes to the order, made at the price that was shown', async () => {
  api.mockResolvedValue(Response.json({ id: ORDER }, { status: 201 }));
  await expect(buy('bow-voice-and-palms')).rejects.toThrow(`to /account/orders/${ORDER}`);
  const sent = JSON.parse(String(api.mock.calls[0]![1]!.body));
  expect(sent).toEqual({ items: [{ kind: 'bundle', id: ID, price: { amount_minor: 9450, currency: 'EUR' } }] });
});

test('visitors sign in first and come back to the bundle', async () => {
  api.mockResolvedValue(Response.json({ error: { code: 'X', message: 'No.', details: { reason: 'not_signed_in' } } }, { status: 401 }));
  await expect(buy('turns')).rejects.toThrow('to /sign-in?next=%2Fbundles%2Fturns');
});

test('an action called with anything else asks nobody', async () => {
  expect(await buy('../me')).toEqual({ refused: '' });
  expect(api).not.toHaveBeenCalled();
});
