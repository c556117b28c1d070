import { expect, test } from 'vitest';

import { taxesOf } from './taxes';

const vat = { name: 'VAT', percentage: '19', country: 'DE', jurisdiction: 'Germany', amount_minor: 700, taxable_minor: 3684, reason: 'standard_rated' };

test('taxes of one rate are one row, others stand apart', () => {
  const rows = taxesOf([{ taxes: [vat] }, { taxes: [{ ...vat, amount_minor: 82 }] }, { taxes: [{ ...vat, percentage: '7', amount_minor: 5 }] }, { taxes: [] }]);
  expect(rows.map((row) => [row.percentage, row.amount_minor])).toEqual([
    ['19', 782],
    ['7', 5],
  ]);
});

test('an order without tax has no row', () => {
  expect(taxesOf([{ taxes: [] }])).toEqual([]);
});
