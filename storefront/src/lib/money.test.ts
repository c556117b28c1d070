import { expect, test } from 'vitest';

import { formatMoney, minorOf, signOf, typedMoney } from './money';

test.each([
  [4900, 'EUR', 'en', '€49'],
  [4950, 'EUR', 'en', '€49.50'],
  [4900, 'JPY', 'en', '¥4,900'],
  [1234, 'KWD', 'en', 'KWD\u00a01.234'],
  [4950, 'EUR', 'de', '49,50\u00a0€'],
])('%i %s for %s', (amount, currency, locale, written) => {
  expect(formatMoney(amount, currency, locale)).toBe(written);
});

test.each([
  ['15', 'EUR', 1500],
  ['15.5', 'EUR', 1550],
  [' 1 500,50 ', 'EUR', 150050],
  ['0', 'EUR', 0],
  ['15.505', 'EUR', null],
  ['1,500', 'EUR', null],
  ['1500', 'JPY', 1500],
  ['15.0', 'JPY', null],
  ['1.5', 'KWD', 1500],
  ['-5', 'EUR', null],
  ['5e3', 'EUR', null],
  ['€5', 'EUR', null],
  ['', 'EUR', null],
  ['9999999999999', 'EUR', null],
])('%s in %s is %s', (typed, currency, minor) => {
  expect(minorOf(typed, currency)).toBe(minor);
});

test('amounts as they are typed, and their sign', () => {
  expect([typedMoney(1500, 'EUR'), typedMoney(1550, 'EUR'), typedMoney(800, 'JPY')]).toEqual(['15', '15.50', '800']);
  expect([signOf('EUR', 'en'), signOf('CHF', 'en')]).toEqual(['€', 'CHF']);
});
