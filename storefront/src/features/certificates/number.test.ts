import { expect, test } from 'vitest';

import { numberIn } from './number';

const NUMBER = '7K3M9QRTX2V0B5H1CNWY8ZD4EF';

test.each([NUMBER, '7K3M9-QRTX2-V0B5H-1CNWY-8ZD4EF', ' 7k3m9 qrtx2 voB5h icnwy 8zd4ef '])('%s is read', (typed) => {
  expect(numberIn(typed)).toBe(NUMBER);
});

test.each(['', '7K3M9', `${NUMBER}0`, `${NUMBER.slice(0, -1)}U`, '../../account/certificates/xx'])('“%s” is no number', (typed) => {
  expect(numberIn(typed)).toBeNull();
});
