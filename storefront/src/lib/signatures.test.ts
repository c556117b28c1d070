// @vitest-environment node
import { expect, test } from 'vitest';

import { isSigned, signedHeaders } from './signatures';

const AT = 1_790_000_000;
const bytes = (text: string) => new TextEncoder().encode(text);
const BODY = '{"id":"7c0e","expire":["course:salsa"],"stale":["courses","home"]}';
const SECRET = 'four counts of silence';

// Made with Python's hmac, as Perfomix does.
test.each([
  [SECRET, BODY, 'b9a9d3d43ab67c70ddb885a79ed9c91db5e188a37d4d3cf44de3f2eefd144abb'],
  ['schlüssel', '{"id":"1","expire":["page:/über"],"stale":[]}', '9e7142f4dcea418c6dadce8dbd561f27281b273b9c902d4a0ac63a7eaae5d24c'],
])('the signature under %j', (secret, body, signature) => {
  expect(signedHeaders(secret, body, AT * 1000 + 999)).toEqual({
    'x-storefront-timestamp': String(AT),
    'x-storefront-signature': signature,
  });
});

const check = (change: Record<string, string> = {}, { body = BODY, secret = SECRET, now = AT } = {}) =>
  isSigned(secret, new Headers({ ...signedHeaders(SECRET, BODY, AT * 1000), ...change }), bytes(body), now * 1000);

test.each([AT - 300, AT, AT + 300])('is believed at %i', (now) => {
  expect(check({}, { now })).toBe(true);
});

test.each([
  ['too old', {}, { now: AT + 301 }],
  ['too young', {}, { now: AT - 301 }],
  ['another body', {}, { body: `${BODY} ` }],
  ['another secret', {}, { secret: 'five' }],
  ['no secret here', {}, { secret: '' }],
  ['another time', { 'x-storefront-timestamp': String(AT + 1) }, {}],
  ['no number', { 'x-storefront-timestamp': '1790000000.0' }, {}],
  ['a time no clock shows', { 'x-storefront-timestamp': '9'.repeat(400) }, {}],
  ['nothing', { 'x-storefront-signature': '' }, {}],
  ['too short', { 'x-storefront-signature': 'b9a9d3d43ab67c70ddb885a79ed9c91db5e188a37d4d3cf44de3f2eefd144abb'.slice(0, 63) }, {}],
  ['not hex, as long', { 'x-storefront-signature': 'ü'.repeat(64) }, {}],
])('is refused: %s', (_, change, where) => {
  expect(check(change as Record<string, string>, where)).toBe(false);
});

test('without a secret not even what was signed without one is believed', () => {
  const headers = new Headers(signedHeaders('', BODY, AT * 1000));
  expect(isSigned('', headers, bytes(BODY), AT * 1000)).toBe(false);
});
