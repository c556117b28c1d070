// @vitest-environment node
import { beforeEach, expect, test, vi } from 'vitest';

import { signedHeaders } from '@/lib/signatures';

const revalidateTag = vi.hoisted(() => vi.fn());
vi.mock('next/cache', () => ({ revalidateTag }));

import { POST } from './route';

const SECRET = 'four counts of silence';

beforeEach(() => {
  revalidateTag.mockReset();
  vi.stubEnv('STOREFRONT_SECRET', SECRET);
});

const post = (body: string, headers = signedHeaders(SECRET, body)) =>
  POST(new Request('http://localhost/internal/revalidate', { method: 'POST', body, headers }));

test('drops what expires at once, and marks the rest stale', async () => {
  const answer = await post('{"id": "1", "expire": ["course:salsa"], "stale": ["courses", "home"]}');
  expect(answer.status).toBe(204);
  expect(revalidateTag.mock.calls).toEqual([
    ['courses', 'max'],
    ['home', 'max'],
    ['course:salsa', { expire: 0 }],
  ]);
});

test.each([
  ['not JSON', '{'],
  ['no list', '{"expire": "home", "stale": []}'],
  ['not text', '{"expire": [1], "stale": []}'],
  ['half', '{"expire": []}'],
])('a signed body that is no message: %s', async (_, body) => {
  expect((await post(body)).status).toBe(400);
  expect(revalidateTag).not.toHaveBeenCalled();
});

test('nothing is read of what is not signed', async () => {
  expect((await post('{', {})).status).toBe(401);
  expect((await post('{"expire": ["home"], "stale": []}', signedHeaders('another', 'body'))).status).toBe(401);
  expect(revalidateTag).not.toHaveBeenCalled();
});

test('everything is refused without a secret', async () => {
  vi.stubEnv('STOREFRONT_SECRET', '');
  const body = '{"expire": ["home"], "stale": []}';
  expect((await post(body, signedHeaders('', body))).status).toBe(401);
  expect(revalidateTag).not.toHaveBeenCalled();
});

test('more than fits is refused unread', async () => {
  expect((await post(' '.repeat(1_000_001))).status).toBe(413);
});
