import { afterEach, expect, test } from 'vitest';

import { commandOf } from './keys';

const press = (key: string, html = '<div></div>', rest = {}) => {
  document.body.innerHTML = html;
  return { key, ctrlKey: false, metaKey: false, altKey: false, target: document.body.firstElementChild, ...rest };
};

afterEach(() => {
  document.body.innerHTML = '';
});

test.each([
  ['k', { do: 'toggle' }],
  ['J', { do: 'seek', by: -10 }],
  ['7', { do: 'jump', to: 0.7 }],
  ['.', { do: 'frame', by: 1 }],
  ['v', { do: 'angle' }],
  ['b', { do: 'beside' }],
  ['?', { do: 'help' }],
  ['q', null],
])('%s', (key, command) => {
  expect(commandOf(press(key), false)).toEqual(command);
});

test('arrows and space are the page’s outside the player', () => {
  expect(commandOf(press('ArrowLeft'), false)).toBeNull();
  expect(commandOf(press(' '), false)).toBeNull();
  expect(commandOf(press('ArrowLeft'), true)).toEqual({ do: 'seek', by: -5 });
  expect(commandOf(press(' '), true)).toEqual({ do: 'toggle' });
});

test('a button keeps its space, a slider its arrows, but not the seek bar', () => {
  expect(commandOf(press(' ', '<button></button>'), true)).toBeNull();
  expect(commandOf(press('ArrowUp', '<input type="range">'), true)).toBeNull();
  expect(commandOf(press('ArrowUp', '<input type="range" data-seek>'), true)).toEqual({ do: 'volume', by: 0.1 });
});

test.each(['<input>', '<textarea></textarea>', '<select></select>', '<p contenteditable="true"></p>'])('who writes in %s is left alone', (html) => {
  expect(commandOf(press('k', html), true)).toBeNull();
});

test('so is who uses the browser’s own keys, or a dialog', () => {
  expect(commandOf(press('f', '<div></div>', { ctrlKey: true }), true)).toBeNull();
  expect(commandOf(press('f', '<div></div><dialog open></dialog>'), true)).toBeNull();
});
