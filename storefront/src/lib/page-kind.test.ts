import { expect, test } from 'vitest';

import { kindOf } from './page-kind';

test.each([
  ['/', 'cached'],
  ['/courses/salsa', 'cached'],
  ['/previews', 'cached'],
  ['/courses/salsa/lessons/1', 'rendered'],
  ['/account', 'rendered'],
  ['/de/account/devices', 'rendered'],
  ['/preview/5e2c/course', 'preview'],
  ['/de/preview/5e2c', 'preview'],
])('%s is %s', (pathname, kind) => {
  expect(kindOf(pathname)).toBe(kind);
});
