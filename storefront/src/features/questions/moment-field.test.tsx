import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, expect, test } from 'vitest';

import { enlist } from '@/lib/player/moments';
import questions from '@/messages/en/questions.json';

import { MomentField } from './moment-field';

const BLOCK = 'c0a8012e-4b1d-4f6a-9d2b-0a4a4d7f1a10';

afterEach(cleanup);

test('a question is tied to where the film stands, and set free again', () => {
  const leave = enlist(BLOCK, { paused: true, currentTime: 83.4 } as HTMLMediaElement);
  const { container } = render(
    <NextIntlClientProvider locale="en" messages={{ questions }}>
      <MomentField />
    </NextIntlClientProvider>,
  );
  const sent = () => Object.fromEntries([...container.querySelectorAll('input')].map(({ name, value }) => [name, value]));
  expect(sent()).toEqual({});
  fireEvent.click(screen.getByRole('button', { name: 'Tie it to this moment of the film' }));
  expect(sent()).toEqual({ block: BLOCK, at: '83400' });
  expect(screen.getByRole('status').textContent).toBe('About the moment at 1:23');
  fireEvent.click(screen.getByRole('button', { name: 'Not about a moment' }));
  expect(sent()).toEqual({});
  leave();
});
