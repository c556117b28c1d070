import { expect, test } from 'vitest';

import { plainPath, segmentsOf } from './plain-path';

test.each([
  ['/', '/'],
  ['/account', '/account'],
  ['/%61ccount', '/account'],
  ['/account/', '/account'],
  ['/account%2Fprofile', '/account%2Fprofile'],
  ['/caf%c3%a9', '/caf%C3%A9'],
  ['/100%25', '/100%25'],
  ['/%2541ccount', '/%2541ccount'],
  ['/a%zz', '/a%zz'],
  ['/a[b]', '/a[b]'],
])('%s is %s', (written, plain) => {
  expect(plainPath(written)).toBe(plain);
  expect(plainPath(plain)).toBe(plain);
});

test.each([
  ['/en/account', ['account']],
  ['/zz/account', ['zz', 'account']],
  ['/', []],
])('%s has the segments %j', (path, segments) => {
  expect(segmentsOf(path, ['en'])).toEqual(segments);
});
