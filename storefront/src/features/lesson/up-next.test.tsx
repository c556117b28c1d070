import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import player from '@/messages/en/player.json';

import { LessonSessionProvider, useLessonSession } from './lesson-session';
import { UpNext } from './up-next';

const push = vi.fn();
vi.mock('@/i18n/navigation', () => ({ useRouter: () => ({ push }) }));

const next = { id: 'b', title: 'Adagio', number: '2', access: 'enrolled' } as const;
const sent: { kind: string }[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  push.mockClear();
  sent.length = 0;
  localStorage.clear();
  vi.stubGlobal('fetch', (_: string, init: RequestInit) => {
    sent.push(...JSON.parse(String(init.body)).events);
    return Promise.resolve(Response.json({ lessons: [], refused: [] }));
  });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function End() {
  const session = useLessonSession();
  return (
    <>
      <button onClick={() => session?.reachEnd()}>end</button>
      <output>{session?.percent}</output>
    </>
  );
}

function open(learner: string | null = 'me') {
  render(
    <NextIntlClientProvider locale="en" messages={{ player } as never}>
      <LessonSessionProvider lessonId="a" learner={learner} states={{ a: 'in_progress', b: 'not_started' }} startsAt={0}>
        <End />
        <UpNext course="c" next={next} />
      </LessonSessionProvider>
    </NextIntlClientProvider>,
  );
  fireEvent.click(screen.getByText('end'));
}

const wait = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

test('after five seconds the lesson counts as done and the next one opens', async () => {
  open();
  expect(screen.getByText('Next: Adagio')).toBeTruthy();
  await wait(4_000);
  expect(push).not.toHaveBeenCalled();
  await wait(1_500);
  expect(push).toHaveBeenCalledExactlyOnceWith('/courses/c/lessons/b');
  expect(sent.map(({ kind }) => kind)).toEqual(['start', 'complete']);
});

test('the next lesson is gone to once what was done here has arrived, which it may wait for', async () => {
  let answer: (response: Response) => void = () => undefined;
  open();
  await wait(0);
  vi.stubGlobal('fetch', () => new Promise<Response>((resolve) => (answer = resolve)));
  fireEvent.click(screen.getByText('Done, go on'));
  await wait(1_000);
  expect(push).not.toHaveBeenCalled();
  answer(Response.json({ lessons: [], refused: [] }));
  await wait(0);
  expect(push).toHaveBeenCalledExactlyOnceWith('/courses/c/lessons/b');
});

test('nobody waits long for an API that does not answer', async () => {
  open();
  await wait(0);
  vi.stubGlobal('fetch', () => new Promise<Response>(() => undefined));
  fireEvent.click(screen.getByText('Done, go on'));
  await wait(2_100);
  expect(push).toHaveBeenCalledExactlyOnceWith('/courses/c/lessons/b');
});

test('who stays is left alone, and nothing counts', async () => {
  open();
  fireEvent.click(screen.getByText('Stay here'));
  await wait(10_000);
  expect(push).not.toHaveBeenCalled();
  expect(sent.map(({ kind }) => kind)).toEqual(['start']);
  expect(screen.queryByText('Next: Adagio')).toBeNull();
  fireEvent.click(screen.getByText('end'));
  expect(screen.getByText('Next: Adagio')).toBeTruthy();
});

test('who switches it off for good is asked and never moved, in the next lesson either', async () => {
  open();
  await wait(2_000);
  fireEvent.click(screen.getByRole('checkbox', { name: 'Go on by itself when a film ends' }));
  await wait(10_000);
  expect(push).not.toHaveBeenCalled();
  expect(JSON.parse(localStorage.getItem('player.preferences') ?? '{}')).toMatchObject({ autoplay: false });
  cleanup();
  open();
  await wait(10_000);
  expect(push).not.toHaveBeenCalled();
  expect(screen.queryByText(/^In \d/)).toBeNull();
  fireEvent.click(screen.getByText('Done, go on'));
  await wait(0);
  expect(push).toHaveBeenCalledExactlyOnceWith('/courses/c/lessons/b');
  cleanup();
  open();
  fireEvent.click(screen.getByRole('checkbox'));
  await wait(5_500);
  expect(push).toHaveBeenCalledTimes(2);
});

test('who has no seat is offered nothing, and nothing is sent', async () => {
  open(null);
  await wait(10_000);
  expect([push.mock.calls, sent]).toEqual([[], []]);
});
