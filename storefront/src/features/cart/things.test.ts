import { expect, test } from 'vitest';

import { cookieOf, isThing, MOST_THINGS, thingsIn } from './things';

const id = (number: number) => `01930000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const thing = (number: number) => ({ kind: 'course', id: id(number) });

test('a cart is read as it was written, each thing once', () => {
  const things = [thing(1), thing(2)];
  expect(thingsIn(cookieOf(things))).toEqual(things);
  expect(thingsIn(cookieOf([...things, thing(1)]))).toEqual(things);
  expect(encodeURIComponent(cookieOf(things))).toBe(cookieOf(things));
});

test.each([undefined, '', '~~', 'course', 'course.1', `course.${id(1)}x`, `../me.${id(1)}`, `course.${id(1)},course.${id(2)}`])(
  'what names no thing is passed over: %s',
  (cookie) => {
    expect(thingsIn(cookie)).toEqual([]);
  },
);

test('nobody can write a cart without end', () => {
  const many = Array.from({ length: MOST_THINGS + 5 }, (_, number) => thing(number));
  expect(thingsIn(cookieOf(many))).toHaveLength(MOST_THINGS);
});

test.each([null, undefined, 'course', {}, { kind: 'course' }, { kind: ['course'], id: id(1) }, { kind: 'course', id: `${id(1)}\n` }])(
  'an action called with %j is told apart',
  (value) => {
    expect(isThing(value)).toBe(false);
  },
);

test('what one pays comes along where it is an amount', () => {
  const paid = { ...thing(1), amount: { amount_minor: 1500, currency: 'EUR' } };
  expect(thingsIn(cookieOf([paid, thing(2)]))).toEqual([paid, thing(2)]);
  expect(encodeURIComponent(cookieOf([paid]))).toBe(cookieOf([paid]));
  for (const written of ['eur.1500', 'EUR', 'EUR.', 'EUR.-1', 'EUR.1e9', `EUR.${'9'.repeat(30)}`]) {
    expect(thingsIn(`course.${id(1)}.${written}`)).toEqual([thing(1)]);
  }
});
