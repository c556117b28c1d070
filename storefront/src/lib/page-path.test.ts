import { expect, test } from 'vitest';

import { pathOf } from './page-path';

test.each([
  [[], '/'],
  [['help', 'payments'], '/help/payments'],
  [['help', ''], '/help'],
  [['%C3%BCber-uns'], '/über-uns'],
  [['%E0%A4%A'], '/%E0%A4%A'],
])('%j is %s', (segments, path) => {
  expect(pathOf(segments)).toBe(path);
});
