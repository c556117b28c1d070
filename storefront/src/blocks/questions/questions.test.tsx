import { fireEvent, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';

import { answer, ask, give, inForm, part } from './asking';

test('a question is a group with its number, its points, and the words that ask', () => {
  ask('single_choice');
  const group = screen.getByRole('group');
  expect(within(group).getByRole('heading', { name: 'Question 3' })).toBeTruthy();
  expect(group.querySelector('legend')?.textContent).toContain('2 points');
  expect(group.getAttribute('aria-describedby')).toBe('asks');
});

test('one of several is chosen, by mouse', async () => {
  const user = ask('single_choice');
  await user.click(screen.getByLabelText('Bach'));
  expect(answer()).toEqual({ chosen: ['a'] });
  await user.click(screen.getByLabelText('Mozart'));
  expect(answer()).toEqual({ chosen: ['c'] });
  expect(inForm()).toEqual({ chosen: ['c'] });
});

test('one of several is chosen, by keyboard', async () => {
  const user = ask('single_choice');
  await user.tab();
  await user.keyboard(' ');
  expect(answer()).toEqual({ chosen: ['a'] });
  await user.keyboard('{ArrowDown}');
  expect(answer()).toEqual({ chosen: ['b'] });
  expect(screen.getByLabelText<HTMLInputElement>('Haydn').checked).toBe(true);
});

test('any number is chosen, and taken back', async () => {
  const user = ask('multiple_choice', { answer: { chosen: ['a'] } });
  await user.tab();
  await user.tab();
  await user.keyboard(' ');
  expect(answer()).toEqual({ chosen: ['a', 'b'] });
  await user.click(screen.getByLabelText('Bach'));
  await user.click(screen.getByLabelText('Haydn'));
  expect(answer()).toEqual({ chosen: [] });
  expect(inForm()).toEqual({ chosen: [] });
});

test('true or false', async () => {
  const user = ask('true_false', { options: [part('true', 'True'), part('false', 'False')] });
  await user.click(screen.getByRole('radio', { name: 'False' }));
  expect(answer()).toEqual({ chosen: ['false'] });
});

test('a few words are written', async () => {
  const user = ask('short_text');
  await user.tab();
  await user.keyboard('Bach');
  expect(answer()).toEqual({ text: 'Bach' });
  expect(inForm()).toEqual({ text: 'Bach' });
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Your answer' }).maxLength).toBe(200);
});

test('a number is written before its unit, and what is wrong with it stands beside it', async () => {
  const user = ask('numeric', { unit: 'bpm', error: 'Write a number, please.' });
  const field = screen.getByRole('textbox', { name: 'Your answer in bpm' });
  expect(field.getAttribute('inputmode')).toBe('decimal');
  expect(field.getAttribute('aria-invalid')).toBe('true');
  expect(document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent).toBe('Write a number, please.');
  await user.type(field, '4,5');
  expect(answer()).toEqual({ text: '4,5' });
});

test('gaps are filled within the text, in words and from a list', async () => {
  const gaps = [{ text: 'It goes ' }, { gap: '0', options: null }, { text: ' in ' }, { gap: '1', options: ['C major', 'G major'] }, { text: '.' }];
  const user = ask('gaps', { options: [], gaps });
  await user.type(screen.getByRole('textbox', { name: 'Gap 1' }), 'andante');
  await user.selectOptions(screen.getByRole('combobox', { name: 'Gap 2' }), 'G major');
  expect(answer()).toEqual({ gaps: { 0: 'andante', 1: 'G major' } });
  expect(inForm()).toEqual({ gaps: { 0: 'andante', 1: 'G major' } });
});

test('to each belongs one, which is chosen and taken back', async () => {
  const user = ask('matching', { targets: [part('t1', 'Leipzig'), part('t2', 'Vienna')], answer: { pairs: { b: 't2' } } });
  await user.selectOptions(screen.getByRole('combobox', { name: 'Bach' }), 'Leipzig');
  expect(answer()).toEqual({ pairs: { a: 't1', b: 't2' } });
  await user.selectOptions(screen.getByRole('combobox', { name: 'Haydn' }), '');
  expect(answer()).toEqual({ pairs: { a: 't1' } });
  expect(inForm()).toEqual({ pairs: { a: 't1' } });
});

const shownOrder = () => screen.getAllByRole('listitem').map((item) => item.dataset.item);

test('things are put in order by keyboard: said each time, and the focus stays', async () => {
  const user = ask('ordering');
  const down = screen.getByRole('button', { name: 'Move “Bach” down' });
  down.focus();
  await user.keyboard('{Enter}');
  expect(answer()).toEqual({ order: ['b', 'a', 'c'] });
  expect(screen.getByRole('status').textContent).toBe('“Bach” is now 2 of 3.');
  expect(document.activeElement).toBe(down);
  await user.keyboard('{Enter}');
  expect(shownOrder()).toEqual(['b', 'c', 'a']);
  expect(screen.getByRole('status').textContent).toBe('“Bach” is now 3 of 3.');
  expect(document.activeElement).toBe(down);
  expect(inForm()).toEqual({ order: ['b', 'c', 'a'] });
  await user.keyboard('{Enter}');
  expect(give).toHaveBeenCalledTimes(2);
  expect(down.getAttribute('aria-disabled')).toBe('true');
  await user.click(screen.getByRole('button', { name: 'Move “Bach” up' }));
  expect(shownOrder()).toEqual(['b', 'a', 'c']);
});

test('things are put in order by dragging, and said where they are let go', () => {
  ask('ordering');
  const rows = screen.getAllByRole('listitem');
  rows.forEach((row) => {
    row.getBoundingClientRect = () => ({ top: 100 * shownOrder().indexOf(row.dataset.item), height: 100 }) as DOMRect;
  });
  fireEvent.pointerDown(rows[0]!.querySelector('[aria-hidden]')!, { button: 0, pointerId: 1 });
  fireEvent.pointerMove(window, { pointerId: 2, clientY: 290 });
  expect(give).not.toHaveBeenCalled();
  fireEvent.pointerMove(window, { pointerId: 1, clientY: 190 });
  expect(shownOrder()).toEqual(['b', 'a', 'c']);
  fireEvent.pointerMove(window, { pointerId: 1, clientY: 290 });
  fireEvent.pointerUp(window, { pointerId: 1 });
  expect(answer()).toEqual({ order: ['b', 'c', 'a'] });
  expect(screen.getByRole('status').textContent).toBe('“Bach” is now 3 of 3.');
  fireEvent.pointerMove(window, { pointerId: 1, clientY: 10 });
  expect(shownOrder()).toEqual(['b', 'c', 'a']);
});

test('an order that was given before is there, and the places say it without scripts', () => {
  ask('ordering', { answer: { order: ['c', 'a', 'b'] } });
  expect(shownOrder()).toEqual(['c', 'a', 'b']);
  expect(screen.getByLabelText<HTMLSelectElement>('Place of “Mozart”').value).toBe('1');
  expect(inForm()).toEqual({ order: ['c', 'a', 'b'] });
});
