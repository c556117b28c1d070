import { expect, test } from 'vitest';

import { catalogueHref, countChosen, EVERYTHING, readChoice, withMore, withoutValue, withValue } from './query';

const hrefOf = (query: string) => catalogueHref(readChoice(new URLSearchParams(query)));

test.each([
  ['', '/courses'],
  ['utm_source=letter&fbclid=1', '/courses'],
  ['q=', '/courses'],
  ['q=++tango+++walk+', '/courses?q=tango+walk'],
  ['style=tango&style=ballet&style=tango', '/courses?style=ballet&style=tango'],
  ['style=tango,ballet', '/courses?style=ballet&style=tango'],
  ['level=beginner&category=dance', '/courses?category=dance&level=beginner'],
  ['price=free&price=cheap', '/courses?price=free'],
  ['rating=5&duration=eternal', '/courses'],
  ['style=<script>&style=a/b', '/courses'],
  ['sort=popular', '/courses'],
  ['sort=new', '/courses?sort=new'],
  ['sort=relevance', '/courses'],
  ['q=a&sort=relevance', '/courses?q=a'],
  ['q=a&sort=popular', '/courses?q=a&sort=popular'],
  ['sort=loudest', '/courses'],
  ['cursor=abc:def', '/courses?cursor=abc%3Adef'],
  ['pages=2', '/courses?pages=2'],
  ['pages=1', '/courses'],
  ['pages=9', '/courses?pages=4'],
  ['pages=1e9', '/courses'],
  ['pages=-3', '/courses'],
  ['q=a&cursor=x&pages=3', '/courses?q=a&cursor=x&pages=3'],
])('%s is written %s', (query, href) => {
  expect(hrefOf(query)).toBe(href);
});

test('an address leads to the choice that wrote it', () => {
  const choice = readChoice({ q: 'fado & piano', style: ['tango', 'salsa'], price: 'free', sort: 'rating', cursor: '.x:y', pages: '3' });
  const href = catalogueHref(choice);
  expect(readChoice(new URLSearchParams(href.split('?')[1]))).toEqual(choice);
});

test('words to search for end where the API would refuse them', () => {
  expect(readChoice({ q: 'a'.repeat(300) }).q).toHaveLength(100);
});

test('a hostile number of values is cut', () => {
  const many = Array.from({ length: 500 }, (_, index) => `style-${index}`);
  expect(readChoice({ style: many }).chosen.style).toHaveLength(20);
});

test('adding and taking away begins at the first page', () => {
  const far = { ...EVERYTHING, cursor: 'abc' };
  const more = withValue(withValue(far, 'level', 'beginner'), 'level', 'beginner');
  expect(more).toEqual({ ...EVERYTHING, chosen: { ...EVERYTHING.chosen, level: ['beginner'] } });
  expect(countChosen(more)).toBe(1);
  expect(withoutValue({ ...more, cursor: 'abc' }, 'level', 'beginner')).toEqual(EVERYTHING);
});

test('a list grows page by page, and goes on from its end where it may not grow', () => {
  const choice = readChoice({ style: 'tango' });
  const longer = withMore(choice, 'next');
  expect(catalogueHref(longer)).toBe('/courses?style=tango&pages=2');
  const longest = withMore(withMore(longer, 'next'), 'next');
  expect(catalogueHref(withMore(longest, 'next'))).toBe('/courses?style=tango&cursor=next');
});

test('another filter begins the list anew', () => {
  const choice = readChoice({ style: 'tango', cursor: 'x', pages: '2' });
  expect(catalogueHref(withValue(choice, 'level', 'beginner'))).toBe('/courses?style=tango&level=beginner');
  expect(catalogueHref(withoutValue(choice, 'style', 'tango'))).toBe('/courses');
});
