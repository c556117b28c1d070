// @vitest-environment node
import { afterEach, expect, test, vi } from 'vitest';

import { visitorHeaders } from './visitor';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
});

test('the address nearest to this server is vouched for as the API reads it', () => {
  vi.stubEnv('STOREFRONT_SECRET', 'a secret that both know');
  vi.useFakeTimers({ now: 1_800_000_000_000 });
  const headers = visitorHeaders(new Headers({ 'x-forwarded-for': '6.6.6.6, 203.0.113.7', 'user-agent': 'Browser' }));
  expect(headers).toEqual({
    'user-agent': 'Browser',
    'x-visitor-address': '203.0.113.7 1800000000 907da352011d5e2dfcd27a957789310ac36bb180e474bfbf7249b90c4557539e',
  });
});

test('without the secret no address is said', () => {
  vi.stubEnv('STOREFRONT_SECRET', '');
  expect(visitorHeaders(new Headers({ 'x-forwarded-for': '203.0.113.7' }))).toEqual({});
});
