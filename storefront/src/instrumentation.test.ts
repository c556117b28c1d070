// @vitest-environment node
import { expect, test } from 'vitest';

import { nameHost, nameVisitor } from './instrumentation';

const seen = (peer: string, said?: string) => {
  const request = { headers: said ? { 'x-forwarded-for': said } : {}, socket: { remoteAddress: peer } };
  nameVisitor(request as never, new Set(['10.0.0.1']));
  return (request.headers as Record<string, string>)['x-forwarded-for'];
};

test.each([
  ['198.51.100.7', undefined, '198.51.100.7'],
  ['::ffff:198.51.100.7', undefined, '198.51.100.7'],
  ['2001:db8::7', undefined, '2001:db8::7'],
  ['198.51.100.7', '203.0.113.9', '203.0.113.9, 198.51.100.7'],
  ['10.0.0.1', '203.0.113.9', '203.0.113.9'],
  ['10.0.0.1', undefined, undefined],
])('a request from %s that says %s', (peer, said, counted) => {
  expect(seen(peer, said)).toBe(counted);
});

test.each([{}, { 'x-forwarded-host': 'evil.example' }])('a request with %o is for the one host that there is', (headers) => {
  const request = { headers: { host: 'inner:3000', ...headers } };
  nameHost(request, 'shop.example');
  expect(request.headers).toEqual({ host: 'inner:3000', 'x-forwarded-host': 'shop.example' });
});
