import { expect, test } from 'vitest';

import { doorOf } from './door';

const live = {
  price: { amount_minor: 0, currency: 'EUR', before_minor: null, sale_ends_at: null, least_minor: null, most_minor: null },
  prices: [],
  rating: { average: 0, count: 0, stars: [0, 0, 0, 0, 0] },
  learners: 0,
  seats_left: null,
  cohorts: null,
  availability: 'published' as const,
  takes_learners: true,
  in_plans: false,
};
const priced = { amount_minor: 4900, currency: 'EUR', before_minor: null, sale_ends_at: null, least_minor: null, most_minor: null };

test.each([
  ['free', {}],
  ['free', { seats_left: 1 }],
  ['priced', { price: priced }],
  ['full', { seats_left: 0 }],
  ['full', { seats_left: 0, price: priced }],
  ['closed', { takes_learners: false, seats_left: 0 }],
  ['closed', { availability: 'archived' as const, price: priced }],
])('%s for %o', (door, change) => {
  expect(doorOf({ ...live, ...change })).toBe(door);
});
