import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import player from '@/messages/en/player.json';

import { Completion } from './completion';
import { LessonSessionProvider, useLessonSession } from './lesson-session';

vi.mock('./actions', () => ({ markLesson: vi.fn() }));
vi.mock('@/i18n/navigation', () => ({ Link: (props: object) => <a {...props} /> }));

const ENDED = 'Your session has ended. Sign in to save what you did.';
const answer = vi.fn<() => Promise<Response>>();

beforeEach(() => {
  localStorage.clear();
  answer.mockReset();
  vi.stubGlobal('fetch', answer);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function open() {
  render(
    <NextIntlClientProvider locale="en" messages={{ player } as never}>
      <LessonSessionProvider lessonId="a" learner="me" states={{ a: 'in_progress' }} startsAt={0}>
        <Completion course="c" />
      </LessonSessionProvider>
    </NextIntlClientProvider>,
  );
  fireEvent.click(screen.getByRole('button', { name: 'Mark as done' }));
}

test('whose session has ended reads it where they say that the lesson is done', async () => {
  answer.mockResolvedValue(new Response(null, { status: 401 }));
  open();
  const link = await screen.findByRole('link', { name: ENDED });
  expect(link.getAttribute('href')).toBe('/sign-in?next=%2Fcourses%2Fc%2Flessons%2Fa');
});

test('what has arrived needs no words', async () => {
  answer.mockImplementation(async () => Response.json({ lessons: [], refused: [] }));
  open();
  expect(within(await screen.findByRole('status')).getByText('Marked as done.')).toBeTruthy();
  await vi.waitFor(() => expect(answer).toHaveBeenCalled());
  expect(screen.queryByText(ENDED)).toBeNull();
});

test('a lesson whose quiz has to be passed leads to the quiz, and is not marked before', () => {
  answer.mockImplementation(async () => Response.json({ lessons: [], refused: [] }));
  render(
    <NextIntlClientProvider locale="en" messages={{ player } as never}>
      <LessonSessionProvider lessonId="a" learner="me" states={{ a: 'in_progress' }} startsAt={0} isHeldBack>
        <Completion course="c" toDo={{ quizzes: [{ title: 'Keys by ear', path: '/courses/c/lessons/a/quizzes/q' }], assignments: [{ title: 'Eight bars', path: '/courses/c/lessons/a/assignments/w' }] }} />
        <Finish />
      </LessonSessionProvider>
    </NextIntlClientProvider>,
  );
  expect(screen.queryByRole('button', { name: 'Mark as done' })).toBeNull();
  expect(screen.getByRole('link', { name: 'Eight bars' }).getAttribute('href')).toBe('/courses/c/lessons/a/assignments/w');
  expect(screen.getByRole('link', { name: 'Keys by ear' }).getAttribute('href')).toBe('/courses/c/lessons/a/quizzes/q');
  // As the end of its film would.
  fireEvent.click(screen.getByRole('button', { name: 'The end' }));
  expect(screen.queryByRole('button', { name: 'Done' })).toBeNull();
});

function Finish() {
  const session = useLessonSession();
  return <button onClick={() => session?.setCompleted(true)}>The end</button>;
}
