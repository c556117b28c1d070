import { expect, test } from 'vitest';

import { formatFileSize } from './file-size';

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1_000, '1 kB'],
  [184_400, '184 kB'],
  [2_450_000, '2.5 MB'],
  [5_000_000_000_000, '5,000 GB'],
])('%i bytes', (bytes, written) => {
  expect(formatFileSize(bytes, 'en')).toBe(written);
});
