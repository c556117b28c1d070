import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import player from '@/messages/en/player.json';

import { LessonKeys } from './lesson-keys';

const follow = vi.fn((event: React.MouseEvent) => event.preventDefault());
beforeEach(() => {
  follow.mockClear();
  HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
    this.open = true;
  };
  render(
    <NextIntlClientProvider locale="en" messages={{ player } as never}>
      <a href="#two" data-lesson="next" onClick={follow}>
        Two
      </a>
      <LessonKeys medium="none" />
    </NextIntlClientProvider>,
  );
});
afterEach(() => {
  // What was chosen holds in every lesson, the next test's too.
  const box = screen.getByRole<HTMLInputElement>('checkbox', { hidden: true });
  if (!box.checked) fireEvent.click(box);
  cleanup();
});

const close = () => (screen.getByRole('dialog') as HTMLDialogElement).removeAttribute('open');

test('single letters lead to other lessons until they are switched off, in a lesson without a player too', async () => {
  await userEvent.keyboard('n');
  expect(follow).toHaveBeenCalledTimes(1);
  fireEvent.click(screen.getByRole('button', { name: 'Keys in this lesson' }));
  fireEvent.click(screen.getByRole('checkbox'));
  close();
  await userEvent.keyboard('n?');
  expect(follow).toHaveBeenCalledTimes(1);
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('a question mark asks for the keys, unless a player has answered it', async () => {
  const answered = (event: KeyboardEvent) => event.preventDefault();
  document.addEventListener('keydown', answered);
  await userEvent.keyboard('?');
  expect(screen.queryByRole('dialog')).toBeNull();
  document.removeEventListener('keydown', answered);
  await userEvent.keyboard('?');
  expect(screen.getByRole('dialog')).toBeTruthy();
});
