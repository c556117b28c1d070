import { afterEach, expect, test } from 'vitest';
import { act, cleanup, renderHook } from '@testing-library/react';

import { currencyIn, currencyName, inCurrency } from './currency';
import { chooseCurrency, useCurrency } from './use-currency';

afterEach(() => {
  cleanup();
  document.cookie = 'currency=; Max-Age=0; Path=/';
});

const EUROS = { amount_minor: 4900, currency: 'EUR' };
const YEN = { amount_minor: 8000, currency: 'JPY' };

test('the wanted price, else the main one', () => {
  expect(inCurrency([EUROS, YEN], 'JPY')).toBe(YEN);
  expect(inCurrency([EUROS, YEN], 'USD')).toBe(EUROS);
  expect(inCurrency([EUROS], '')).toBe(EUROS);
  expect(() => inCurrency([], 'EUR')).toThrow();
});

test.each([
  [undefined, ''],
  ['eur', ''],
  ['EUR; x=1', ''],
  ['EUR', 'EUR'],
])('a cookie %s names %s', (cookie, code) => expect(currencyIn(cookie)).toBe(code));

test('a choice is kept in the browser and told to what is shown', () => {
  const { result } = renderHook(() => useCurrency());
  expect(result.current).toBe('');
  act(() => chooseCurrency('JPY'));
  expect(result.current).toBe('JPY');
  expect(document.cookie).toContain('currency=JPY');
});

test('a choice of another tab is seen on coming back', () => {
  const { result } = renderHook(() => useCurrency());
  document.cookie = 'currency=USD; Path=/';
  act(() => void window.dispatchEvent(new Event('focus')));
  expect(result.current).toBe('USD');
});

test('currencies have names', () => {
  expect(currencyName('JPY', 'en')).toBe('Japanese Yen');
  expect(currencyName('XQX', 'en')).toBe('XQX');
});
