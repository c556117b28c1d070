import { expect, test } from 'vitest';

import { readReviewsChoice, reviewsHref, starShares } from './query';

test.each([
  [{}, '/courses/tango/reviews'],
  [{ stars: '5' }, '/courses/tango/reviews?stars=5'],
  [{ stars: '6', sort: 'loud' }, '/courses/tango/reviews'],
  [{ stars: ['4', '5'], sort: 'worst', cursor: 'a:b' }, '/courses/tango/reviews?stars=4&sort=worst&cursor=a%3Ab'],
  [{ sort: 'new' }, '/courses/tango/reviews'],
])('%o leads to %s', (params, href) => {
  expect(reviewsHref('tango', readReviewsChoice(params))).toBe(href);
});

test('shares come from five stars down', () => {
  expect(starShares([0, 0, 1, 2, 4])).toEqual([
    { stars: 5, count: 4, percent: 57 },
    { stars: 4, count: 2, percent: 29 },
    { stars: 3, count: 1, percent: 14 },
    { stars: 2, count: 0, percent: 0 },
    { stars: 1, count: 0, percent: 0 },
  ]);
  expect(starShares([0, 0, 0, 0, 0]).every(({ percent }) => percent === 0)).toBe(true);
});
