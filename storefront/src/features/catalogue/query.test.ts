import { expect, test } from 'vitest';

import { catalogueHref, countChosen, EVERYTHING, readChoice, withoutValue, withValue } from './query';

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
])('%s is written %s', (query, href) => {
  expect(hrefOf(query)).toBe(href);
});

test('an address leads to the choice that wrote it', () => {
  const choice = readChoice({ q: 'fado & piano', style: ['tango', 'salsa'], price: 'free', sort: 'rating', cursor: '.x:y' });
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
