import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import player from '@/messages/en/player.json';

import { NotesPanel } from './notes-panel';
import type { Media } from './use-media';
import { useNotes } from './use-notes';

const seek = vi.fn();
const pause = vi.fn();
const element = document.createElement('video');
const media = { element, seek, pause, state: { time: 14.2 } } as unknown as Media;

function Player() {
  const tool = useNotes();
  return (
    <>
      <button type="button" onClick={tool.toggle}>
        Open
      </button>
      <button type="button" onClick={tool.write}>
        Write
      </button>
      {tool.isOpen && <NotesPanel block="film" media={media} tool={tool} />}
    </>
  );
}

const show = () =>
  render(
    <NextIntlClientProvider locale="en" messages={{ player } as never}>
      <Player />
    </NextIntlClientProvider>,
  );

const at = (seconds: number) => Object.defineProperty(element, 'currentTime', { configurable: true, value: seconds });

function note(text: string) {
  fireEvent.click(screen.getByText('Write'));
  const field = screen.getByLabelText(/^Note at/);
  fireEvent.change(field, { target: { value: text } });
  fireEvent.click(screen.getByText('Keep note'));
  fireEvent.blur(field);
}

beforeEach(() => {
  localStorage.clear();
  seek.mockClear();
  pause.mockClear();
});

afterEach(cleanup);

test('a note stands where its writing began, waits for its turn and leads back there', () => {
  const first = show();
  at(14.2);
  note('  The head leaves last.  ');
  expect(pause).toHaveBeenCalled();
  at(3);
  note('Breathe');
  first.unmount();

  show();
  fireEvent.click(screen.getByText('Open'));
  expect(screen.getAllByRole('listitem').map((each) => each.textContent)).toEqual(['0:03Breathe', '0:14The head leaves last.']);
  fireEvent.click(screen.getByRole('button', { name: 'To 0:14' }));
  expect(seek).toHaveBeenCalledWith(14.2);
});

test('the writing asks for the focus; closing the notes does not lose what was written', () => {
  show();
  at(7);
  fireEvent.click(screen.getByText('Write'));
  expect(document.activeElement).toBe(screen.getByLabelText('Note at 0:07'));
  fireEvent.change(screen.getByLabelText('Note at 0:07'), { target: { value: 'Half a thou' } });
  fireEvent.click(screen.getByText('Open'));
  at(9);
  fireEvent.click(screen.getByText('Open'));
  expect(screen.getByLabelText<HTMLTextAreaElement>('Note at 0:07').value).toBe('Half a thou');
});

test('a note is changed, left as it was, and forgotten', () => {
  show();
  at(14.2);
  note('The head leaves last.');
  fireEvent.click(screen.getByRole('button', { name: 'Change the note at 0:14' }));
  fireEvent.change(screen.getAllByLabelText('Note at 0:14').at(-1)!, { target: { value: 'No: the eyes.' } });
  fireEvent.click(screen.getByText('Save changes'));
  expect(screen.getByText('No: the eyes.')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Change the note at 0:14' }));
  fireEvent.click(screen.getByText('Leave as it was'));
  expect(screen.getByText('No: the eyes.')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Forget the note at 0:14' }));
  expect(screen.queryByText('No: the eyes.')).toBeNull();
});
