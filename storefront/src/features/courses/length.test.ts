import { expect, test } from 'vitest';

import messages from '@/messages/en/shop.json';

import { lengthText, withLength } from './length';

const t = ((key: 'minutes' | 'hours' | 'hoursMinutes', values: Record<string, number>) =>
  Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, String(value)), messages[key])) as unknown as Parameters<typeof lengthText>[0];

test.each([
  [260, '4 h 20 min', '9 lessons, 4 h 20 min'],
  [120, '2 h', '9 lessons, 2 h'],
  [14, '14 min', '9 lessons, 14 min'],
  [0, '', '9 lessons'],
])('%d minutes', (minutes, alone, beside) => {
  expect(lengthText(t, minutes)).toBe(alone);
  expect(withLength(t, '9 lessons', minutes)).toBe(beside);
});
