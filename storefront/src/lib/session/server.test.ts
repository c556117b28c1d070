// @vitest-environment node
import { beforeEach, expect, test, vi } from 'vitest';

const jar = vi.hoisted(() => new Map<string, { value: string }>());
vi.mock('next/headers', () => ({ cookies: async () => jar, headers: async () => new Headers() }));
vi.mock('next/navigation', () => ({
  redirect: (path: string) => {
    throw new Error(`to ${path}`);
  },
}));

import { ApiError } from '@/lib/api/errors';

import { asPerson } from './server';

beforeEach(() => jar.clear());

test('visitors sign in and come back', async () => {
  await expect(asPerson('/account', async () => 'mine')).rejects.toThrow('to /sign-in?next=%2Faccount');
});

test('who could not be recognised just now is not asked to sign in', async () => {
  jar.set('refresh', { value: 'r' });
  await expect(asPerson('/account', async () => 'mine')).rejects.toThrow('could not be renewed');
});

test('whose session was ended elsewhere is led to where that is said', async () => {
  jar.set('access', { value: 'a' });
  const ended = async () => {
    throw new ApiError(401, undefined);
  };
  await expect(asPerson('/account', ended)).rejects.toThrow('to /session-ended?next=%2Faccount');
  expect(await asPerson('/account', async () => 'mine')).toBe('mine');
});
