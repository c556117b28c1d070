import { expect, test } from 'vitest';

import { ApiError, placeInList } from './errors';

const refusal = (fields: Record<string, string[]>) =>
  new ApiError(422, { error: { code: 'VALIDATION_ERROR', message: 'No.', details: { reason: 'invalid', fields } } });

test('a cursor that is no place in the list is nothing found; anything else that is wrong stays wrong', async () => {
  expect(await placeInList(Promise.resolve('page'))).toBe('page');
  expect(await placeInList(Promise.reject(refusal({ cursor: ['Not of this list.'] })))).toBeNull();
  await expect(placeInList(Promise.reject(refusal({ page_size: ['Too large.'] })))).rejects.toThrow('No.');
  await expect(placeInList(Promise.reject(new TypeError('fetch failed')))).rejects.toThrow('fetch failed');
});
