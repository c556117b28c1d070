import { expect, test } from 'vitest';

import { askedPath } from './asked-paths';

test.each([
  ['/help?q=refund', '/found/help'],
  ['/articles?tag=ballet&cursor=x', '/found/articles'],
  ['/help?q=', null],
  ['/help?utm_source=letter', null],
  ['/?q=tango', null],
  ['/courses/salsa?q=1', null],
  ['/courses', null],
  ['/courses?utm_source=letter', null],
  ['/courses?style=tango', '/found/courses'],
  ['/courses?cursor=a%3Ab', '/found/courses'],
  ['/artists?style=tango', null],
  ['/artists?cursor=x', '/found/artists'],
  ['/bundles?cursor=x', '/found/bundles'],
  ['/bundles?q=bow', null],
  ['/bundles/bow-voice-and-palms?q=1', null],
  ['/plans?q=1', null],
  ['/paths?q=1', null],
  ['/categories/dance?q=1', null],
  ['/found/help?q=1', null],
  ['/learning?cursor=x', null],
  ['/notices?unread=1&cursor=x', null],
])('%s is answered by %s', (address, path) => {
  expect(askedPath(new URL(address, 'http://localhost'))).toBe(path);
});
