import { expect, test } from 'vitest';

import { kindOf } from './page-kind';

test.each([
  ['/', 'cached'],
  ['/courses/salsa', 'cached'],
  ['/previews', 'cached'],
  ['/help?utm_source=letter', 'cached'],
  ['/help?q=refund', 'rendered'],
  ['/found/help', 'rendered'],
  ['/courses/salsa/lessons/1', 'rendered'],
  ['/courses/salsa/reviews', 'rendered'],
  ['/found/courses', 'rendered'],
  ['/account', 'rendered'],
  ['/en/account/security', 'rendered'],
  ['/zz/account', 'cached'],
  ['/preview/5e2c/course', 'preview'],
  ['/en/preview/5e2c', 'preview'],
  ['/zz/preview/5e2c', 'cached'],
])('%s is %s', (address, kind) => {
  expect(kindOf({ method: 'GET', nextUrl: new URL(address, 'http://localhost') })).toBe(kind);
});

test('the answer to a form is rendered', () => {
  expect(kindOf({ method: 'POST', nextUrl: new URL('http://localhost/contact') })).toBe('rendered');
});
