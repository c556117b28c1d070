import { expect, test } from 'vitest';

import { nextPath, signInPath } from './next-path';

test.each([
  '/',
  '/learning',
  '/courses/salsa/lessons/0192?x=1&y=a%20b#part',
  '/courses?style=salsa&q=%C3%A9t%C3%A9&back=%2Fcourses',
  '/artists/ana@home',
  '/a:b',
])('%s is a page of ours', (path) => {
  expect(nextPath(path)).toBe(path);
});

const OPEN_REDIRECTS = [
  // Other places, plainly.
  'https://evil.example',
  'http:evil.example',
  'HTTPS://evil.example/learning',
  'evil.example',
  'learning',
  '?next=/learning',
  '#',
  '',
  // Addresses without a scheme.
  '//evil.example',
  '///evil.example',
  '////evil.example/%2e%2e',
  '//evil.example@here.invalid',
  '//here.invalid',
  // The backslash is a slash to browsers.
  '/\\evil.example',
  '\\\\evil.example',
  '\\/evil.example',
  '/\\/evil.example',
  '/learning\\..\\..\\evil',
  // Dots that vanish and leave two slashes.
  '/.//evil.example',
  '/..//evil.example',
  '/learning/..//evil.example',
  '/%2e//evil.example',
  '/%2E%2e//evil.example',
  '/./\\evil.example',
  // Encoded once and twice.
  '/%2fevil.example',
  '/%2Fevil.example',
  '/%5cevil.example',
  '/%5Cevil.example',
  '/%252fevil.example',
  '%2f%2fevil.example',
  '/%09/evil.example',
  '/%0d%0aLocation:%20https://evil.example',
  '/%00//evil.example',
  // Browsers drop tabs and line breaks inside an address, and trim around it.
  '/\t/evil.example',
  '/\n/evil.example',
  '/\r/evil.example',
  '\t//evil.example',
  ' //evil.example',
  ' /learning',
  '/learning ',
  '/learning\r\nSet-Cookie: a=b',
  '/\u0000/evil.example',
  '/\u007f/evil.example',
  '/\u00a0/evil.example',
  '/\u200b/evil.example',
  '\ufeff//evil.example',
  // Characters that look like slashes and dots or turn into them.
  '/\uff0fevil.example',
  '\uff0f\uff0fevil.example',
  '/\u2044evil.example',
  '/\u2215evil.example',
  '/\u3002evil.example',
  '/\uff3cevil.example',
  '/caf\u00e9',
  '/\u202elearning',
  // Schemes that run.
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\tscript:alert(1)',
  '\u0001javascript:alert(1)',
  'javascript://%0aalert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'blob:http://here.invalid/1',
  // Names before an @.
  'https://perfomix.example@evil.example',
  'https:@evil.example',
  'https:/evil.example',
  'https:///evil.example',
  // Not pages, or a way round in a circle.
  '/api/v1/me',
  '/media/x',
  '/internal/preview',
  '/_next/static/x',
  '/sign-in?next=/sign-in',
  '/sign-up',
  '/session-ended?next=/x',
];

test.each(OPEN_REDIRECTS)('%j is refused', (wanted) => {
  expect(nextPath(wanted, '/fallback')).toBe('/fallback');
});

test.each([undefined, null, 1, ['/learning', '//evil.example'], { toString: () => '/learning' }])(
  '%j is not an address',
  (wanted) => {
    expect(nextPath(wanted)).toBe('/learning');
  },
);

test('whatever is let through stays on the origin it is opened on', () => {
  const pieces = ['/', '//', '\\', '.', '..', '%2e', '%2f', '%5c', '@', ':', 'evil.example', '\t', '?', '#', 'a'];
  for (const one of pieces) for (const two of pieces) for (const three of pieces) {
    const path = nextPath(`/${one}${two}${three}`);
    expect(new URL(path, 'https://shop.example').origin).toBe('https://shop.example');
    expect(path.startsWith('//')).toBe(false);
  }
});

test('an address without end is refused', () => {
  expect(nextPath(`/${'a'.repeat(2000)}`)).toBe('/learning');
});

test('the way back survives the address of the sign-in page', () => {
  const path = '/courses/salsa?q=a%26b&style=tap#top';
  expect(nextPath(new URL(signInPath(path), 'http://x').searchParams.get('next'))).toBe(path);
});
