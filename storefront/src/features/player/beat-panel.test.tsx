import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import player from '@/messages/en/player.json';

import { BeatPanel } from './beat-panel';

const onTempo = vi.fn();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  onTempo.mockClear();
  render(
    <NextIntlClientProvider locale="en" messages={{ player } as never}>
      <BeatPanel countsIn={false} onCountsIn={() => {}} tempo={80} onTempo={onTempo} />
    </NextIntlClientProvider>,
  );
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const button = () => screen.getByText('Tap the tempo');

/** A finger or a mouse: the browser tells of the press, and of the click at its end. */
function press() {
  fireEvent.pointerDown(button());
  fireEvent.click(button(), { detail: 1 });
}

/** A key, a screen reader or a voice: the browser tells of a click that no pointer made. */
const activate = () => fireEvent.click(button(), { detail: 0 });

test.each([
  ['pressed', press],
  ['activated', activate],
])('the tempo is that in which the button is %s', (_, tap) => {
  for (let beat = 0; beat < 4; beat += 1) {
    tap();
    vi.advanceTimersByTime(500);
  }
  expect(onTempo).toHaveBeenLastCalledWith(120);
});

test('a key that is held down taps once', () => {
  expect(fireEvent.keyDown(button(), { key: 'Enter' })).toBe(true);
  expect(fireEvent.keyDown(button(), { key: 'Enter', repeat: true })).toBe(false);
});
