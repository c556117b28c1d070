import { expect, test } from 'vitest';

import { momentAnchor, momentIn } from './moment';

const BLOCK = 'c0a8012e-4b1d-4f6a-9d2b-0a4a4d7f1a10';

test('an anchor leads to the moment it was made for', () => {
  expect(momentIn(momentAnchor(BLOCK, 14_200), BLOCK)).toBe(14.2);
});

test('another block, and whatever is no anchor, leads nowhere', () => {
  const other = BLOCK.replace('c', 'd');
  for (const hash of [momentAnchor(other, 900), '', '#at-', `#at-${BLOCK}-`, `#at-${BLOCK}--5`, `#at-${BLOCK}-1e3`, `#at-${BLOCK}-9999999999`]) {
    expect(momentIn(hash, BLOCK)).toBeNull();
  }
});
