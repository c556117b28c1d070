import { expect, test } from 'vitest';

import { asMs, reviewBody } from './review-body';

function form(fields: Record<string, string>): FormData {
  const made = new FormData();
  for (const [name, value] of Object.entries(fields)) made.set(name, value);
  return made;
}

test('moments are read as players tell them', () => {
  expect(['0:00', '1:05', ' 61:5 ', '1:60', '1', 'soon', ''].map(asMs)).toEqual([0, 65_000, 3_665_000, null, null, null, null]);
});

test('levels, points and remarks with words are sent', () => {
  const sent = form({ text: 'Good.\r\nOn!', 'mark:a': '1', 'mark:b': '2', points: ' ', 'file:0': 'f', 'at:0': '1:05', 'words:0': ' Here ', 'file:1': 'f', 'at:1': 'x', 'words:1': ' ' });
  expect(reviewBody(sent)).toEqual({
    body: { text: 'Good.\nOn!', marks: { a: '1', b: '2' }, points: null, remarks: [{ file: 'f', at_ms: 65_000, text: 'Here' }] },
  });
});

test('a remark whose moment is none is named', () => {
  expect(reviewBody(form({ text: 'x', 'file:2': 'f', 'at:2': 'soon', 'words:2': 'Here' }))).toEqual({ wrong: { 'at:2': ['@momentWrong'] } });
});
