import { expect, test } from 'vitest';

import { facetGroups, type Names } from './facets';
import { EVERYTHING, withValue } from './query';

const names: Names = {
  category: new Map([['dance', 'Dance'], ['voice', 'Voice'], ['acting', 'Acting']]),
  style: new Map([['ballet', 'Ballet'], ['tango', 'Tango'], ['afro', 'Afro']]),
  level: new Map(),
  language: new Map(),
  price: new Map([['free', 'Free'], ['paid', 'Paid']]),
  duration: new Map(),
  rating: new Map(),
}; // prettier-ignore

test('values that give nothing are left out unless chosen', () => {
  const [group] = facetGroups({ category: { voice: 2 } }, withValue(EVERYTHING, 'category', 'acting'), names);
  expect(group).toEqual({
    kind: 'category',
    options: [
      { value: 'voice', name: 'Voice', count: 2, isChosen: false },
      { value: 'acting', name: 'Acting', count: 0, isChosen: true },
    ],
  });
});

test('styles come by how many courses they give, then by name', () => {
  const [group] = facetGroups({ style: { ballet: 1, tango: 4, afro: 1 } }, EVERYTHING, names);
  expect(group?.options.map(({ name }) => name)).toEqual(['Tango', 'Afro', 'Ballet']);
});

test('a value without a name is shown as it is, once', () => {
  const [group] = facetGroups({ level: { odd: 1 } }, withValue(EVERYTHING, 'level', 'odd'), names);
  expect(group?.options).toEqual([{ value: 'odd', name: 'odd', count: 1, isChosen: true }]);
});

test('a value is nothing that every object has', () => {
  const [group] = facetGroups({ level: { odd: 1 } }, withValue(EVERYTHING, 'level', 'constructor'), names);
  expect(group?.options.map(({ count }) => count)).toEqual([1, 0]);
});

test('kinds without a value are no group', () => {
  expect(facetGroups({ style: {}, price: { free: 1 } }, EVERYTHING, names).map(({ kind }) => kind)).toEqual(['price']);
});
