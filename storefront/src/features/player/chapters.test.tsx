import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, expect, test, vi } from 'vitest';

import player from '@/messages/en/player.json';

import { Chapters } from './chapters';
import type { Media } from './use-media';

const PARTS = [
  { at_seconds: 0, title: 'To the right' },
  { at_seconds: 65, title: 'To the left' },
];

afterEach(cleanup);

test.each([
  [0, 'To the right'],
  [64.9, 'To the right'],
  [65, 'To the left'],
])('at second %f the part is “%s”, and each part leads to its beginning', (time, title) => {
  const seek = vi.fn();
  const media = { element: null, seek, state: { time } } as unknown as Media;
  render(
    <NextIntlClientProvider locale="en" messages={{ player } as never}>
      <Chapters chapters={PARTS} media={media} />
    </NextIntlClientProvider>,
  );
  expect(screen.getByRole('list', { name: 'Parts of the film' })).toBeDefined();
  expect(screen.getAllByRole('button').find((each) => each.ariaCurrent === 'true' || each.getAttribute('aria-current') === 'true')?.textContent).toContain(title);
  fireEvent.click(screen.getByText('To the left'));
  expect(seek).toHaveBeenCalledWith(65);
});
