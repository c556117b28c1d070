import { expect, test } from 'vitest';

import { readStyles } from './styles';

function rows(...pairs: [string, string][]): FormData {
  const form = new FormData();
  for (const [style, skill] of pairs) {
    form.append('style', style);
    form.append('skill', skill);
  }
  return form;
}

test('rows are read in pairs, empty ones left out', () => {
  expect(readStyles(rows(['tango', '3'], ['', '5'], ['salsa', '1']))).toEqual([
    { style: 'tango', skill: 3 },
    { style: 'salsa', skill: 1 },
  ]);
  expect(readStyles(rows())).toEqual([]);
});

test('a style is named once', () => {
  expect(readStyles(rows(['tango', '3'], ['tango', '4']))).toBeNull();
});
