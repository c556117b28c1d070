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

import { personalApi } from '@/lib/api/http';

import { changeWish, wishToCart } from './actions';
import { bringWish } from './kept';

const ID = '01930000-0000-7000-8000-000000000001';
const api = vi.fn<typeof fetch>();

beforeEach(() => {
  jar.kept.clear();
  api.mockReset();
  vi.stubGlobal('fetch', api);
  vi.spyOn(console, 'error').mockImplementation(() => {});
});

const signIn = () => jar.kept.set('access', { value: 'token' });
const refusal = (status: number, reason: string, message = 'No.') => Response.json({ error: { code: 'X', message, details: { reason } } }, { status });
const form = (fields: Record<string, string>) => {
  const data = new FormData();
  Object.entries({ kind: 'course', id: ID, path: '/courses/turns', ...fields }).forEach(([name, value]) => data.set(name, value));
  return data;
};
const change = (fields: Record<string, string> = {}) => changeWish({}, form(fields));
const asked = () => api.mock.calls.map(([url, init]) => [init?.method, new URL(String(url)).pathname]);
const PATH = `/api/v1/me/wishes/course/${ID}`;

test('a thing is put by and given up', async () => {
  signIn();
  api.mockImplementation(async () => new Response(null, { status: 204 }));
  expect(await change({ scripts: '1' })).toEqual({ isWished: true });
  expect(await change({ scripts: '1', gives_up: '1' })).toEqual({ isWished: false });
  expect(asked()).toEqual([
    ['PUT', PATH],
    ['DELETE', PATH],
  ]);
});

test('without scripts the list is looked at next', async () => {
  signIn();
  api.mockResolvedValueOnce(new Response(null, { status: 204 }));
  await expect(change()).rejects.toThrow('to /account/wishes');
});

test('visitors sign in, come back, and find it put by once', async () => {
  await expect(change({ scripts: '1' })).rejects.toThrow('to /sign-in?next=%2Fcourses%2Fturns');
  expect(api).not.toHaveBeenCalled();
  api.mockResolvedValueOnce(new Response(null, { status: 204 }));
  for (let each = 0; each < 2; each += 1) await bringWish(personalApi('token', {}));
  expect(asked()).toEqual([['PUT', PATH]]);
});

test('nobody is led elsewhere by a form of somebody else', async () => {
  await expect(change({ path: '//evil.example' })).rejects.toThrow('to /sign-in?next=%2Faccount%2Fwishes');
  expect(await change({ kind: '../cart' })).toEqual({ refused: '' });
});

test('a wish that was refused is not tried at every sign-in', async () => {
  await expect(change()).rejects.toThrow('to /sign-in');
  api.mockResolvedValueOnce(refusal(409, 'too_many_wishes'));
  await expect(bringWish(personalApi('token', {}))).rejects.toThrow();
  await bringWish(personalApi('token', {}));
  expect(api).toHaveBeenCalledTimes(1);
});

test('a refusal is told, and an outage by words of our own', async () => {
  signIn();
  api.mockResolvedValueOnce(refusal(409, 'too_many_wishes', 'Fifty.'));
  expect(await change()).toEqual({ refused: 'Fifty.' });
  api.mockResolvedValueOnce(new Response('', { status: 503 }));
  expect(await change()).toEqual({ refused: '' });
});

test('what was moved is looked at in the cart, and what was refused stays', async () => {
  signIn();
  api.mockResolvedValueOnce(new Response(null, { status: 204 }));
  await expect(wishToCart({ outcome: 'untouched' }, form({}))).rejects.toThrow('to /cart');
  api.mockResolvedValueOnce(refusal(409, 'cart_is_full'));
  expect(await wishToCart({ outcome: 'untouched' }, form({}))).toMatchObject({ outcome: 'refused', reason: 'cart_is_full' });
});
