// @vitest-environment node
import { createHash } from 'node:crypto';

import { expect, test } from 'vitest';

import { THEME_SCRIPT } from '@/lib/theme';

import { contentPolicy } from './content-policy';

const around = { adminUrl: 'https://admin.example.org/cms', isSecure: true };
const directive = (policy: string, name: string) =>
  policy.split('; ').find((each) => each.startsWith(`${name} `))?.slice(name.length + 1);

test('a rendered page runs what carries its nonce, and the script before the first paint', () => {
  const theme = createHash('sha256').update(THEME_SCRIPT).digest('base64');
  expect(directive(contentPolicy('rendered', around, 'bm9uY2U='), 'script-src')).toBe(
    `'self' 'nonce-bm9uY2U=' 'strict-dynamic' 'sha256-${theme}'`,
  );
});

test.each(['cached', 'rendered', 'preview'] as const)('nothing of others runs or shows on a %s page', (kind) => {
  const policy = contentPolicy(kind, around, kind === 'cached' ? undefined : 'bm9uY2U=');
  expect(policy).not.toMatch(/unsafe-eval|\*|http:/);
  expect([...policy.matchAll(/https:\/\/[^ ;]+/g)].map(([address]) => address).filter((each) => !each.includes('admin'))).toEqual([
    'https://www.youtube-nocookie.com',
    'https://player.vimeo.com',
    'https://open.spotify.com',
    'https://w.soundcloud.com',
    'https://musescore.com',
    'https://flat.io',
    'https://embed.ted.com',
  ]);
  expect(directive(policy, 'connect-src')).toBe("'self'");
});

test('films may come from the bucket, and nothing else may', () => {
  const policy = contentPolicy('cached', { ...around, mediaOrigin: 'https://files.example.org' });
  expect(directive(policy, 'media-src')).toBe("'self' blob: https://files.example.org");
  expect(directive(policy, 'connect-src')).toBe("'self' https://files.example.org");
  expect(policy.match(/files\.example\.org/g)).toHaveLength(2);
  expect(directive(contentPolicy('cached', around), 'media-src')).toBe("'self' blob:");
});

test('the admin alone may frame a page, and only a preview', () => {
  expect(directive(contentPolicy('preview', around, 'bm9uY2U='), 'frame-ancestors')).toBe('https://admin.example.org');
  expect(directive(contentPolicy('rendered', around, 'bm9uY2U='), 'frame-ancestors')).toBe("'none'");
  expect(directive(contentPolicy('cached', around), 'frame-ancestors')).toBe("'none'");
});

test('eval is for development alone', () => {
  expect(contentPolicy('cached', { ...around, isDevelopment: true })).toContain("'unsafe-eval'");
});
