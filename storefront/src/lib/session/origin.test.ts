// @vitest-environment node
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { isFromOurPages } from './origin';

beforeEach(() => vi.stubEnv('SITE_URL', 'http://shop.example/'));
afterEach(() => vi.unstubAllEnvs());

const post = (headers: Record<string, string>) =>
  isFromOurPages(new Request('http://shop.example/api/v1/me', { method: 'POST', headers }));

test('reading is open to everybody', () => {
  const request = new Request('http://shop.example/', { headers: { 'sec-fetch-site': 'cross-site' } });
  expect(isFromOurPages(request)).toBe(true);
});

test.each([
  [{ 'sec-fetch-site': 'same-origin' }, true],
  [{ 'sec-fetch-site': 'same-site' }, false],
  [{ 'sec-fetch-site': 'cross-site', origin: 'http://shop.example', host: 'shop.example' }, false],
  [{ 'sec-fetch-site': 'none' }, false],
  [{ origin: 'http://shop.example', host: 'shop.example' }, true],
  [{ origin: 'https://evil.example', host: 'shop.example' }, false],
  [{ origin: 'null', host: 'shop.example' }, false],
  [{ origin: 'http://shop.example', host: 'inner:3000' }, true],
  [{ origin: 'https://shop.example', host: 'shop.example' }, false],
  [{ origin: 'https://evil.example', host: 'evil.example' }, false],
  [{ origin: 'https://evil.example', host: 'shop.example', 'x-forwarded-host': 'evil.example' }, false],
  [{}, false],
])('writing with %o', (headers, allowed) => {
  expect(post(headers as Record<string, string>)).toBe(allowed);
});
