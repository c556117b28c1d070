import { afterEach, expect, test, vi } from 'vitest';

import { chooseTheme, chosenTheme, onThemeChosen, THEME_SCRIPT } from './theme';

afterEach(() => chooseTheme('system'));

const root = document.documentElement;

test('a choice is shown, kept and told', () => {
  const told = vi.fn();
  const stop = onThemeChosen(told);
  chooseTheme('dark');
  expect([root.dataset.theme, localStorage.getItem('theme'), chosenTheme()]).toEqual(['dark', 'dark', 'dark']);
  expect(told).toHaveBeenCalledOnce();
  chooseTheme('system');
  expect([root.dataset.theme, localStorage.getItem('theme'), chosenTheme()]).toEqual([undefined, null, 'system']);
  stop();
  chooseTheme('light');
  expect(told).toHaveBeenCalledTimes(2);
});

test('a choice made in another tab is shown here', () => {
  const stop = onThemeChosen(() => {});
  dispatchEvent(new StorageEvent('storage', { key: 'theme', newValue: 'light' }));
  expect(chosenTheme()).toBe('light');
  dispatchEvent(new StorageEvent('storage', { key: 'other', newValue: 'dark' }));
  expect(chosenTheme()).toBe('light');
  stop();
});

test.each([
  ['dark', 'dark'],
  ['light', 'light'],
  ['"><script>', undefined],
])('before the first paint %j shows as %j', (kept, shown) => {
  localStorage.setItem('theme', kept);
  new Function(THEME_SCRIPT)();
  expect(root.dataset.theme).toBe(shown);
});
