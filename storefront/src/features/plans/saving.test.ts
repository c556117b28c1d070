import { expect, test } from 'vitest';

import type { PlanOut, PlanPriceOut } from '@/lib/api/schema';

import { intervalsOf, leastPrice, priceOf, savingOf } from './saving';

const price = (interval: 'month' | 'year', amount_minor: number, currency = 'EUR'): PlanPriceOut => ({ id: `${interval}${currency}`, interval, amount_minor, currency });
const plan = (...prices: PlanPriceOut[]): PlanOut => ({ id: 'p', name: 'All access', summary: '', features: [], trial_days: 0, is_highlighted: false, prices });

test('a year costs less than twelve months, or nothing is said', () => {
  expect(savingOf(plan(price('month', 1900), price('year', 19000)))).toBe(16);
  expect(savingOf(plan(price('month', 1900), price('year', 22800)))).toBe(0);
  expect(savingOf(plan(price('month', 1900), price('year', 19000, 'USD')))).toBe(0);
  expect(savingOf(plan(price('month', 1900)))).toBe(0);
});

test('the wanted currency stands before others, and euros where nobody wants one', () => {
  const both = plan(price('month', 2100, 'USD'), price('month', 1900), price('year', 19000));
  expect(priceOf(both, 'month', 'USD')?.currency).toBe('USD');
  expect(priceOf(both, 'year', 'USD')?.currency).toBe('EUR');
  expect(priceOf(both, 'month', 'JPY')?.currency).toBe('EUR');
  expect(savingOf(both, 'USD')).toBe(0);
  expect(savingOf(plan(price('month', 2000, 'USD'), price('year', 12000, 'USD'), price('month', 1900)), 'USD')).toBe(50);
  expect(priceOf(plan(price('month', 2100, 'USD'), price('month', 1900)), 'month')?.currency).toBe('EUR');
  expect(priceOf(plan(price('month', 2100, 'USD')), 'month')?.currency).toBe('USD');
});

test('rhythms are those in which something is offered', () => {
  expect(intervalsOf([plan(price('year', 1)), plan(price('month', 1))])).toEqual(['month', 'year']);
  expect(intervalsOf([plan(price('year', 1))])).toEqual(['year']);
});

test('plans begin at the least price of a month', () => {
  expect(leastPrice([plan(price('month', 2900)), plan(price('month', 1900), price('year', 900))])?.amount_minor).toBe(1900);
  expect(leastPrice([plan(price('year', 900))])?.interval).toBe('year');
  expect(leastPrice([])).toBeUndefined();
  const dollars = [plan(price('month', 900)), plan(price('month', 2900, 'USD'), price('month', 2500)), plan(price('month', 2100, 'USD'))];
  expect(leastPrice(dollars, 'USD')).toMatchObject({ amount_minor: 2100, currency: 'USD' });
});
