import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import player from '@/messages/en/player.json';

import type { Media } from './use-media';
import { Words } from './words';

const seek = vi.fn();
const onLanguage = vi.fn();
const onOpen = vi.fn();
const CUES = [
  { from: 1, to: 3, text: 'Plié, slow and even.' },
  { from: 3, to: 5, text: 'And now let the elbow lead.' },
  { from: 65, to: 70, text: 'The elbow\nleaves last.' },
];

function show(time: number, languages = ['en']) {
  const media = { element: null, seek, state: { time, isPaused: true } } as unknown as Media;
  render(
    <NextIntlClientProvider locale="en" messages={{ player } as never}>
      <Words media={media} cues={CUES} languages={languages} language="en" onLanguage={onLanguage} onOpen={onOpen} />
    </NextIntlClientProvider>,
  );
  const details = screen.getByText('What is said').closest('details');
  if (!details) throw new Error('nothing to open');
  details.open = true;
  fireEvent(details, new Event('toggle'));
}

const lines = () => within(screen.getByRole('list')).getAllByRole('button');

beforeEach(() => {
  vi.clearAllMocks();
});
afterEach(cleanup);

test('what is said stands there with its times, the present line is marked, and each leads to its moment', () => {
  show(4);
  expect(onOpen).toHaveBeenCalledWith(true);
  expect(lines().map((line) => line.textContent)).toEqual(['0:01Plié, slow and even.', '0:03And now let the elbow lead.', '1:05The elbow\nleaves last.']);
  expect(lines().map((line) => line.getAttribute('aria-current'))).toEqual([null, 'true', null]);
  fireEvent.click(screen.getByText(/leaves last/));
  expect(seek).toHaveBeenCalledWith(65);
});

test('words are found in any order and without their accents', () => {
  show(0);
  const field = screen.getByLabelText('Search in what is said');
  fireEvent.change(field, { target: { value: 'ELBOW lead' } });
  expect(lines()).toHaveLength(1);
  expect(screen.getByRole('status').textContent).toBe('Found once');
  fireEvent.change(field, { target: { value: 'plie' } });
  expect(lines()[0]?.textContent).toContain('Plié');
  fireEvent.change(field, { target: { value: 'arabesque' } });
  expect(screen.queryAllByRole('listitem')).toHaveLength(0);
  expect(screen.getByRole('status').textContent).toBe('Nothing found');
});

test('who may choose among languages reads them by their own names', () => {
  show(0, ['en', 'de', 'pt-BR', 'nonsense-code-']);
  const choice = screen.getByLabelText('Language');
  expect(within(choice).getAllByRole('option').map((each) => each.textContent)).toEqual(['English', 'Deutsch', 'Português (Brasil)', 'nonsense-code-']);
  fireEvent.change(choice, { target: { value: 'de' } });
  expect(onLanguage).toHaveBeenCalledWith('de');
  cleanup();
  show(0);
  expect(screen.queryByLabelText('Language')).toBeNull();
});
