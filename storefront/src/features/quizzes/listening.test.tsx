import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import quiz from '@/messages/en/quiz.json';

import { Listening } from './listening';

const pause = vi.fn();

beforeEach(() => {
  sessionStorage.clear();
  pause.mockClear();
});
afterEach(cleanup);

function show({ plays = 0, isOpen = false, media = 1 } = {}) {
  render(
    <NextIntlClientProvider locale="en" messages={{ quiz }}>
      <Listening name="heard" plays={plays} media={media} isOpen={isOpen} sounds={Array.from({ length: media }, (_, place) => <audio key={place} data-testid={`sound ${place}`} />)}>
        <p>Which interval was it?</p>
      </Listening>
    </NextIntlClientProvider>,
  );
}
const sound = (place = 0) => screen.getByTestId<HTMLAudioElement>(`sound ${place}`);
const isShown = () => !screen.getByText('Which interval was it?').parentElement?.classList.contains('hidden');
function play(from = 0, place = 0) {
  sound(place).pause = pause;
  Object.defineProperty(sound(place), 'currentTime', { value: from, configurable: true });
  fireEvent.play(sound(place));
}

test('the question appears once the sound was heard to its end', () => {
  show();
  expect(isShown()).toBe(false);
  play();
  expect(isShown()).toBe(false);
  fireEvent.ended(sound());
  expect(isShown()).toBe(true);
  expect(screen.getByRole('status').textContent).toBe('Now the question is shown.');
});

test('of several sounds each is heard first', () => {
  show({ media: 2 });
  fireEvent.ended(sound(1));
  fireEvent.ended(sound(1));
  expect(isShown()).toBe(false);
  fireEvent.ended(sound(0));
  expect(isShown()).toBe(true);
});

test('who cannot listen goes on without, by keyboard too', async () => {
  show();
  await userEvent.tab();
  await userEvent.keyboard('{Enter}');
  expect(isShown()).toBe(true);
});

test('it is played as often as it may be, and a pause is no new play', () => {
  show({ plays: 2 });
  expect(screen.getByText('You can play it twice more.')).toBeTruthy();
  play();
  play(5);
  expect(screen.getByText('You can play it once more.')).toBeTruthy();
  play(0.2);
  expect(screen.getByText('You have played it as often as you can.')).toBeTruthy();
  play(9);
  expect(pause).not.toHaveBeenCalled();
  play();
  expect(pause).toHaveBeenCalledTimes(1);
});

test('who comes back to the page has heard what they heard', () => {
  show({ plays: 1 });
  play();
  fireEvent.ended(sound());
  cleanup();
  show({ plays: 1 });
  expect(isShown()).toBe(true);
  play();
  expect(pause).toHaveBeenCalledTimes(1);
});

test('nothing is held back from who has answered', () => {
  show({ isOpen: true });
  expect(isShown()).toBe(true);
});
