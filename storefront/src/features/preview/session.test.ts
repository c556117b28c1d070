// @vitest-environment node
import { beforeEach, expect, test, vi } from 'vitest';

import { isSigned } from '@/lib/signatures';

import { openPreview, previewCookie, subjectPath } from './session';

const SECRET = 'four counts of silence';
const asked = vi.fn<typeof fetch>();

beforeEach(() => {
  asked.mockReset();
  vi.stubGlobal('fetch', asked);
  vi.stubEnv('STOREFRONT_SECRET', SECRET);
  vi.stubEnv('SITE_URL', 'https://shop.example/');
});

test('the code is exchanged by a signed request', async () => {
  asked.mockResolvedValue(Response.json({ id: '7', token: 't' }, { status: 201 }));
  expect(await openPreview('abc')).toEqual({ id: '7', token: 't' });
  const request = new Request(...(asked.mock.calls[0] as Parameters<typeof fetch>));
  const body = new Uint8Array(await request.arrayBuffer());
  expect(JSON.parse(new TextDecoder().decode(body))).toEqual({ code: 'abc', site: 'https://shop.example' });
  expect(request.headers.get('content-type')).toBe('application/json');
  expect(isSigned(SECRET, request.headers, body)).toBe(true);
});

test.each([403, 404, 422])('a code of no use (%i) opens nothing', async (status) => {
  asked.mockResolvedValue(Response.json({ error: { code: 'X', message: '', details: {} } }, { status }));
  expect(await openPreview('abc')).toBeNull();
});

test.each([401, 503])('a failure (%i) is not taken for a used code', async (status) => {
  asked.mockResolvedValue(Response.json({ error: { code: 'X', message: '', details: {} } }, { status }));
  await expect(openPreview('abc')).rejects.toThrow();
});

const subject = { title: '', language: 'en', course: { id: '1', slug: 'salsa' }, lesson_id: null, chapter_id: null, page: null };

test.each([
  [{ ...subject, kind: 'course' }, '/preview/7/course'],
  [{ ...subject, kind: 'chapter', chapter_id: 'c1' }, '/preview/7/course#c1'],
  [{ ...subject, kind: 'lesson', lesson_id: 'l1' }, '/preview/7/lessons/l1'],
  [{ ...subject, kind: 'page', course: null }, '/preview/7/page'],
])('%j is shown at %s', (shown, path) => {
  expect(subjectPath('7', shown as never)).toBe(path);
});

test('the token stays out of the reach of scripts and of other previews', () => {
  const preview = { id: '7', token: 't', expires_at: '2026-11-21T08:00:00Z' } as never;
  expect(previewCookie(preview)).toEqual({
    name: 'preview',
    value: 't',
    httpOnly: true,
    secure: true,
    sameSite: 'lax',
    path: '/preview/7',
    expires: new Date('2026-11-21T08:00:00Z'),
  });
});
