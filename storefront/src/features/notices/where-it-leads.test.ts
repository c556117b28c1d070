import { expect, test } from 'vitest';

import { whereItLeads } from './where-it-leads';

test('pages of ours and of the editor are led to', () => {
  expect(whereItLeads('/courses/salsa')).toEqual({ href: '/courses/salsa', isHere: true });
  expect(whereItLeads('https://editor.example/admin/x/')).toEqual({ href: 'https://editor.example/admin/x/', isHere: false });
});

test.each(['', 'javascript:alert(1)', '//evil.example', '/\\evil.example', 'data:text/html,x', 'nonsense'])('%j leads nowhere', (url) => {
  expect(whereItLeads(url)).toBeNull();
});
