import { expect, test } from 'vitest';

import { linkInPreview } from './links';

test.each([
  ['/courses/salsa', '/preview/7/course'],
  ['/courses/salsa/', '/preview/7/course'],
  ['/courses/salsa/lessons/abc', '/preview/7/lessons/abc'],
  ['/courses/salsa/reviews', null],
  ['/courses/tango/lessons/abc', null],
  ['/preview/7/lessons/abc', '/preview/7/lessons/abc'],
  ['/preview/8/lessons/abc', null],
  ['/about', null],
])('%s leads to %s', (pathname, leads) => {
  expect(linkInPreview(pathname, '7', 'salsa')).toBe(leads);
});

test('a page of the site has no lessons', () => {
  expect(linkInPreview('/courses/salsa', '7', null)).toBeNull();
});
