import { expect, test } from 'vitest';

import { formatMoney } from './money';

test.each([
  [4900, 'EUR', 'en', '€49'],
  [4950, 'EUR', 'en', '€49.50'],
  [4900, 'JPY', 'en', '¥4,900'],
  [1234, 'KWD', 'en', 'KWD\u00a01.234'],
  [4950, 'EUR', 'de', '49,50\u00a0€'],
])('%i %s for %s', (amount, currency, locale, written) => {
  expect(formatMoney(amount, currency, locale)).toBe(written);
});
