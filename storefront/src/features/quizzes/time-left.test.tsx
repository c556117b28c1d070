import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import quiz from '@/messages/en/quiz.json';

import { TimeLeft } from './time-left';
import { useTimeLeft } from './use-time-left';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function Counted({ seconds }: { seconds: number }) {
  const [left, set] = useTimeLeft(seconds);
  return (
    <>
      <TimeLeft seconds={left ?? 0} until="14:30" />
      <button onClick={() => set(90)}>Hear from the server</button>
    </>
  );
}
const start = (seconds: number) =>
  render(
    <NextIntlClientProvider locale="en" messages={{ quiz }}>
      <Counted seconds={seconds} />
    </NextIntlClientProvider>,
  );
const shown = () => screen.getByRole('timer').textContent;
const said = () => screen.getByRole('status').textContent;
const pass = (seconds: number) => act(() => vi.advanceTimersByTimeAsync(seconds * 1000));

test('it counts down silently, and says when five minutes and one minute are left', async () => {
  start(302);
  expect(shown()).toBe('5:02 left');
  expect(said()).toBe('');
  await pass(1);
  expect([shown(), said()]).toEqual(['5:01 left', '']);
  await pass(1);
  expect([shown(), said()]).toEqual(['5:00 left', '5 minutes left']);
  await pass(100);
  expect([shown(), said()]).toEqual(['3:20 left', '5 minutes left']);
  await pass(140);
  expect([shown(), said()]).toEqual(['1:00 left', '1 minute left']);
  await pass(60);
  expect([shown(), said()]).toEqual(['The time is over.', 'The time is over.']);
  await pass(10);
  expect(shown()).toBe('The time is over.');
});

test('who opens the page late reads it and is not told at once', async () => {
  start(200);
  expect(said()).toBe('');
  await pass(140);
  expect(said()).toBe('1 minute left');
});

test('the device’s clock does not matter, and what the server says holds', async () => {
  start(600);
  vi.setSystemTime(Date.now() + 3_600_000);
  await pass(1);
  expect(shown()).toBe('9:59 left');
  fireEvent.click(screen.getByRole('button'));
  expect(shown()).toBe('1:30 left');
  await pass(10);
  expect(shown()).toBe('1:20 left');
});
