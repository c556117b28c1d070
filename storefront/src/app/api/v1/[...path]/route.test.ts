// @vitest-environment node
import { NextRequest } from 'next/server';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const jar = vi.hoisted(() => new Map<string, { value: string }>());
vi.mock('next/headers', () => ({
  cookies: async () => ({
    get: (name: string) => jar.get(name),
    set: (name: string, value: string) => (value ? jar.set(name, { value }) : jar.delete(name)),
  }),
}));

import { SLOWEST_ANSWER_MS } from '@/lib/api/http';

import { GET, POST, PUT } from './route';

const api = vi.fn<typeof fetch>();
const asked = () => api.mock.calls.map(([url]) => new URL(String(url)).pathname);

beforeEach(() => {
  jar.clear();
  api.mockReset();
  vi.stubGlobal('fetch', api);
  vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const address = (path: string) => `http://shop.example${path}`;
const get = (path: string) => GET(new NextRequest(address(path)));
const post = (path: string, body: BodyInit, headers: Record<string, string> = {}) =>
  POST(new NextRequest(address(path), { method: 'POST', body, headers: { 'sec-fetch-site': 'same-origin', ...headers }, duplex: 'half' }));

test.each(['sign-in', 'refresh', 'sign-out', 'sign-out-everywhere', 'sign%2din', '%73ign-in', 'r%65fresh'])(
  'no script comes to /auth/%s',
  async (door) => {
    expect((await post(`/api/v1/auth/${door}`, '{}')).status).toBe(404);
    expect(api).not.toHaveBeenCalled();
  },
);

test('a body without a length is read up to what is allowed and no further', async () => {
  let read = 0;
  const endless = new ReadableStream({
    pull(controller) {
      read += 1;
      controller.enqueue(new Uint8Array(100_000));
    },
  });
  expect((await post('/api/v1/me/progress', endless)).status).toBe(413);
  expect(read).toBeLessThan(30);
  expect(api).not.toHaveBeenCalled();
});

test('a body that says that it is too long is not read', async () => {
  let read = 0;
  const body = new ReadableStream({ pull: (controller) => void controller.enqueue(new Uint8Array((read += 1))) }, { highWaterMark: 0 });
  expect((await post('/api/v1/me/progress', body, { 'content-length': '2000001' })).status).toBe(413);
  expect(read).toBe(0);
  expect(api).not.toHaveBeenCalled();
});

const put = (body: BodyInit, headers: Record<string, string> = {}, path = '/api/v1/me/profile/avatar') =>
  PUT(new NextRequest(address(path), { method: 'PUT', body, headers: { 'sec-fetch-site': 'same-origin', ...headers }, duplex: 'half' }));

test('a form with a picture of five megabytes reaches the API as it is', async () => {
  api.mockResolvedValue(Response.json({}));
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(5 * 1024 * 1024).fill(7)], { type: 'image/png' }), 'me.png');
  expect((await put(form)).status).toBe(200);
  const [, options] = api.mock.calls[0]!;
  const sent = await new Response(options!.body as BodyInit, { headers: options!.headers }).formData();
  const file = sent.get('file') as File;
  expect([file.name, file.type, file.size]).toEqual(['me.png', 'image/png', 5 * 1024 * 1024]);
});

test('a larger one does not', async () => {
  expect((await put(new Uint8Array(6_000_001), { 'content-type': 'multipart/form-data; boundary=x' })).status).toBe(413);
  expect(api).not.toHaveBeenCalled();
});

test('a request reaches the API whole, as the person of the session', async () => {
  jar.set('access', { value: 'token' });
  api.mockResolvedValue(Response.json({ ok: true }, { status: 201 }));
  expect((await post('/api/v1/reports?a=b', '{"kind": 1}', { cookie: 'access=token', 'x-forwarded-host': 'x' })).status).toBe(201);
  const [url, options] = api.mock.calls[0]!;
  const headers = Object.fromEntries(options!.headers as Headers);
  expect(url).toMatch(/\/api\/v1\/reports\?a=b$/);
  expect(Buffer.from(options!.body as Uint8Array).toString()).toBe('{"kind": 1}');
  expect(headers).toEqual({ authorization: 'Bearer token', 'accept-encoding': 'identity', 'content-type': 'text/plain;charset=UTF-8' });
});

test('an answer brings its protection, and no cookie of the API', async () => {
  const headers = { 'cross-origin-resource-policy': 'same-site', 'referrer-policy': 'no-referrer', 'content-security-policy': 'sandbox' };
  api.mockResolvedValue(new Response('x', { headers: { ...headers, 'set-cookie': 'a=b', 'access-control-allow-origin': '*', server: 'x' } }));
  expect(Object.fromEntries((await get('/api/v1/media/1')).headers)).toEqual({ 'content-type': 'text/plain;charset=UTF-8', ...headers });
});

test('where the session cannot be renewed just now, nobody is told that it has ended', async () => {
  jar.set('refresh', { value: 'of a hiccup' });
  api.mockResolvedValue(new Response('', { status: 502 }));
  expect((await get('/api/v1/me/summary')).status).toBe(503);
  expect(asked()).toEqual(['/api/v1/auth/refresh']);
  expect([...jar.keys()]).toEqual(['refresh']);
});

test('a session that has ended is forgotten, and the API answers as to anybody', async () => {
  jar.set('refresh', { value: 'of an ended session' });
  api.mockImplementation(async () => Response.json({}, { status: 401 }));
  expect((await get('/api/v1/me/summary')).status).toBe(401);
  expect(asked()).toEqual(['/api/v1/auth/refresh', '/api/v1/me/summary']);
  expect([...jar.keys()]).toEqual([]);
});

test('who is suspended is told so by a page, which needs their session to know', async () => {
  jar.set('refresh', { value: 'of a suspended person' });
  api.mockImplementation(async () => Response.json({ error: { details: { reason: 'account_suspended' } } }, { status: 401 }));
  expect((await get('/api/v1/me/summary')).status).toBe(401);
  expect([...jar.keys()]).toEqual(['refresh']);
});

test('an API that does not begin to answer is not waited for without end', async () => {
  vi.useFakeTimers();
  api.mockImplementation(
    (_, options) => new Promise((_, fail) => options!.signal!.addEventListener('abort', () => fail(new Error('stopped')))),
  );
  const answer = get('/api/v1/courses');
  await vi.advanceTimersByTimeAsync(SLOWEST_ANSWER_MS);
  expect((await answer).status).toBe(503);
});

test('a part of a file of eight megabytes reaches the API, and one that is larger does not', async () => {
  jar.set('access', { value: 'token' });
  api.mockImplementation(async () => new Response(null, { status: 204 }));
  const bytes = { 'content-type': 'application/octet-stream' };
  const part = '/api/v1/me/uploads/0d9e1b7c-4b1f-4a55-9a36-0c5a8b8a1f5e/parts/3';
  const whole = new Uint8Array(8 * 1024 * 1024);
  expect((await put(whole, { ...bytes, 'x-part-sha256': 'a' }, part)).status).toBe(204);
  expect((api.mock.calls[0]![1]!.body as Uint8Array).byteLength).toBe(8 * 1024 * 1024);
  expect((api.mock.calls[0]![1]!.headers as Headers).get('x-part-sha256')).toBe('a');
  expect((await put(new Uint8Array(10_000_001), bytes, part)).status).toBe(413);
  expect((await put(whole, bytes)).status).toBe(413);
  jar.clear();
  expect((await put(whole, bytes, part)).status).toBe(413);
});
