import { expect, test } from 'vitest';

import { isReadable, textPath } from './readable-address';

const of = (address: string) => isReadable(new URL(address, 'http://shop.example'));

test.each(['/', '/courses/salsa?q=100%25', '/caf%C3%A9', '/%E8%88%9E%E8%B9%88', '/a%2Fb', `/${'a'.repeat(255)}`, `/${'%C3%A9/'.repeat(249)}a`])('%s can be ours', (address) => {
  expect(of(address)).toBe(true);
});

test.each(['/%', '/%zz', '/%C0%AE', '/courses/%ff', '/a%00b', '/%0d%0ax', '/%25', '/%2500', `/${'a'.repeat(256)}`, `/${'a/'.repeat(250)}`, '/courses?cursor=%00'])(
  '%s cannot',
  (address) => {
    expect(of(address)).toBe(false);
  },
);

test.each([
  ['/courses/%ff', '/courses/%25ff'],
  ['/%zz', '/%25zz'],
  ['/caf%C3%A9', '/caf%C3%A9'],
  ['/100%25', '/100%25'],
])('%s is written %s', (path, text) => {
  expect(textPath(path)).toBe(text);
});
