import { expect, test } from 'vitest';

import { strengthOf } from './password-strength';

test.each([
  ['', 'none'],
  ['tango77', 'short'],
  ['aaaaaaaaaaaaaaaaaaaa', 'weak'],
  ['abcdefghijklmnop', 'weak'],
  ['1234567890', 'weak'],
  ['qwertyuiopasdfghjkl', 'weak'],
  ['Password1234', 'weak'],
  ['sparrow9', 'fair'],
  ['four counts of silence', 'strong'],
  ['четыре такта тишины', 'strong'],
])('%s is %s', (password, strength) => {
  expect(strengthOf(password)).toBe(strength);
});

test('one’s own name and address count for nothing', () => {
  expect(strengthOf('Ana-Duarte-Lisboa')).toBe('strong');
  expect(strengthOf('Ana-Duarte-Lisboa', ['Ana Duarte', 'lisboa@example.org'])).toBe('weak');
});
