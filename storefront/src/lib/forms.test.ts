// @vitest-environment node
import { expect, test, vi } from 'vitest';

import { ApiError } from '@/lib/api/errors';

import { refused, typedInto } from './forms';

function form(...entries: [string, string][]): FormData {
  const data = new FormData();
  for (const [name, value] of entries) data.append(name, value);
  return data;
}

const refusal = (status: number, details: object) =>
  new ApiError(status, { error: { code: 'CONFLICT', message: 'No.', details: { reason: 'invalid', ...details } } });

test('what is typed comes back, secrets and the framework’s own fields do not', () => {
  const typed = form(
    ['email', 'ana@example.org'],
    ['password', 'four counts of silence'],
    ['new_password', 'x'],
    ['key', 'k'],
    ['wanted_roles', 'producer'],
    ['wanted_roles', 'seller'],
    ['$ACTION_ID_1', ''],
  );
  expect(typedInto(typed)).toEqual({ email: 'ana@example.org', wanted_roles: ['producer', 'seller'] });
});

test('fields, reason and the time to wait are told', () => {
  expect(refused(refusal(422, { fields: { email: ['Give an e-mail address.'] } }), form(['email', 'x']))).toEqual({
    outcome: 'refused',
    reason: 'invalid',
    message: 'No.',
    fields: { email: ['Give an e-mail address.'] },
    values: { email: 'x' },
  });
  expect(refused(refusal(429, { reason: 'rate_limited', retry_after: 240 }), form())).toMatchObject({
    reason: 'rate_limited',
    retryAfterSeconds: 240,
  });
});

test('every 401 but a wrong password is a session that ended', () => {
  expect(refused(refusal(401, { reason: 'not_signed_in' }), form()).reason).toBe('session_ended');
  expect(refused(refusal(401, { reason: 'account_suspended' }), form()).reason).toBe('account_suspended');
  expect(refused(refusal(401, { reason: 'wrong_credentials' }), form()).reason).toBe('wrong_credentials');
});

test('an API that is away shows nothing of its fault', () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  expect(refused(new TypeError('fetch failed'), form())).toEqual({ outcome: 'refused', reason: 'unavailable', values: {} });
  expect(refused(refusal(500, {}), form())).toMatchObject({ reason: 'unavailable' });
  expect(log).toHaveBeenCalledTimes(2);
});
