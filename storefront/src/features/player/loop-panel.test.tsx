import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import player from '@/messages/en/player.json';

import { LoopPanel } from './loop-panel';
import { SeekBar } from './seek-bar';
import { useLoop } from './use-loop';
import type { Media } from './use-media';

const seek = vi.fn();
const element = document.createElement('video');
const media = { element, seek, state: { time: 0, duration: 30, buffered: [] } } as unknown as Media;

function Tools() {
  const tool = useLoop('film', 30);
  return (
    <>
      <SeekBar media={media} tool={tool} />
      <LoopPanel media={media} tool={tool} />
    </>
  );
}

const open = () =>
  render(
    <NextIntlClientProvider locale="en" messages={{ player } as never}>
      <Tools />
    </NextIntlClientProvider>,
  );

const at = (seconds: number) => Object.defineProperty(element, 'currentTime', { configurable: true, value: seconds });

beforeEach(() => {
  localStorage.clear();
  seek.mockClear();
});

afterEach(cleanup);

test('a loop is set where the film stands, moved by its handles, kept by name and taken up again', () => {
  const first = open();
  at(12.5);
  fireEvent.click(screen.getByText('From here'));
  expect(screen.getByText(/From 0:12\.5/)).toBeTruthy();
  at(18);
  fireEvent.click(screen.getByText('To here'));
  expect(screen.getByText('Loops from 0:12.5 to 0:18.0.')).toBeTruthy();
  fireEvent.change(screen.getByLabelText('End of the loop'), { target: { value: '20' } });
  expect(screen.getByText('Loops from 0:12.5 to 0:20.0.')).toBeTruthy();
  fireEvent.change(screen.getByLabelText('Name of this loop'), { target: { value: 'The turn' } });
  fireEvent.click(screen.getByText('Keep'));
  fireEvent.click(screen.getByText('Clear'));
  first.unmount();

  open();
  fireEvent.click(screen.getByText('The turn'));
  expect(seek).toHaveBeenCalledWith(12.5);
  expect(screen.getByText('Loops from 0:12.5 to 0:20.0.')).toBeTruthy();
  fireEvent.click(screen.getByLabelText('Forget “The turn”'));
  expect(screen.queryByText('The turn')).toBeNull();
  expect(localStorage.getItem('loops.here.film')).toBe('[]');
});

test('a kept loop that was taken up is named and set anew, or kept beside the old one', () => {
  localStorage.setItem('loops.here.film', JSON.stringify([{ id: 'a', name: 'The turn', from: 4, to: 8 }]));
  open();
  fireEvent.click(screen.getByText('The turn'));
  expect(screen.queryByText('Save changes')).toBeNull();
  fireEvent.change(screen.getByLabelText('End of the loop'), { target: { value: '9' } });
  fireEvent.change(screen.getByLabelText('Name of this loop'), { target: { value: 'The slow turn' } });
  fireEvent.click(screen.getByText('Save changes'));
  expect(JSON.parse(localStorage.getItem('loops.here.film') ?? '')).toEqual([
    { id: 'a', block: 'film', name: 'The slow turn', from: 4, to: 9 },
  ]);
  fireEvent.change(screen.getByLabelText('Name of this loop'), { target: { value: 'Both turns' } });
  fireEvent.click(screen.getByText('Keep as new'));
  expect(screen.getAllByRole('listitem').map((each) => each.textContent)).toEqual([
    expect.stringContaining('The slow turn'),
    expect.stringContaining('Both turns'),
  ]);
});
