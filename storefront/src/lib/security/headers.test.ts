import { expect, test } from 'vitest';

import { securityHeaders } from './headers';

test('browsers are held to TLS where there is TLS', () => {
  expect(securityHeaders('cached', true)).toHaveProperty('Strict-Transport-Security');
  expect(securityHeaders('cached', false)).not.toHaveProperty('Strict-Transport-Security');
});

test('a preview is neither kept, found nor named to others', () => {
  expect(securityHeaders('preview', false)).toMatchObject({
    'Cache-Control': 'private, no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Robots-Tag': 'noindex, nofollow',
  });
  expect(securityHeaders('rendered', false)).not.toHaveProperty('X-Robots-Tag');
});
