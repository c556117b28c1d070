// @vitest-environment node
import { afterEach, expect, test, vi } from 'vitest';

import { isDrawable } from '@/lib/share-picture';

import { draw } from './draw';

const fetched = vi.fn();
const { fetch } = globalThis;
// The program that lays out lies in an address of its own.
vi.stubGlobal('fetch', (address: string) => (address.startsWith('data:') ? fetch(address) : fetched(address)));
afterEach(() => fetched.mockReset());

/** Every letter that we say we can draw. */
const LETTERS = Array.from({ length: 0x2123 }, (_, code) => String.fromCodePoint(code)).filter(isDrawable).join('');
const subject = { title: 'Adagio', above: '', below: '', picture: null };

const sizeOf = (png: ArrayBuffer) => [new DataView(png).getUint32(16), new DataView(png).getUint32(20)];

test.each(LETTERS.match(/.{1,60}/gsu) ?? [])('our fonts have %s, so that nothing is fetched', async (letters) => {
  const png = await draw({ ...subject, title: letters, below: letters });
  expect(sizeOf(png)).toEqual([1200, 630]);
  expect(fetched).not.toHaveBeenCalled();
});

test('a line that cannot be drawn is left out', async () => {
  await draw({ ...subject, above: '舞踊', below: 'مايا 🩰' });
  expect(fetched).not.toHaveBeenCalled();
});

test('where the picture cannot be had, the words are drawn', async () => {
  fetched.mockRejectedValue(new Error('gone'));
  expect(sizeOf(await draw({ ...subject, picture: '/api/v1/media/x' }))).toEqual([1200, 630]);
  fetched.mockResolvedValue(new Response('<svg/>', { headers: { 'content-type': 'image/svg+xml' } }));
  expect(sizeOf(await draw({ ...subject, picture: '/api/v1/media/x' }))).toEqual([1200, 630]);
});
