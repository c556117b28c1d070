import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import player from '@/messages/en/player.json';

import { Completion } from './completion';
import { CourseFinished } from './course-finished';
import { LessonSessionProvider } from './lesson-session';

vi.mock('./actions', () => ({ markLesson: vi.fn() }));
vi.mock('@/i18n/navigation', () => ({ Link: ({ href, children }: { href: string; children: React.ReactNode }) => <a href={href}>{children}</a> }));

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal('fetch', async () => Response.json({ lessons: [], refused: [] }));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function open(states: Record<string, 'completed' | 'in_progress'>, isLast: boolean, learner: string | null = 'me') {
  render(
    <NextIntlClientProvider locale="en" messages={{ player } as never}>
      <LessonSessionProvider lessonId="a" learner={learner} states={states} startsAt={0}>
        <Completion course="c" />
        <CourseFinished href="/courses/c" isLast={isLast} />
      </LessonSessionProvider>
    </NextIntlClientProvider>,
  );
}

const title = () => screen.queryByText('You finished this course');

test('who does the last open lesson reads that the course is finished, and how to review it', () => {
  open({ a: 'in_progress', b: 'completed' }, false);
  expect(title()).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Mark as done' }));
  expect(title()).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Review the course' }).getAttribute('href')).toBe('/courses/c#reviews');
  fireEvent.click(screen.getByRole('button', { name: 'Done' }));
  expect(title()).toBeNull();
});

test.each([
  ['in its last lesson', true, 'me', true],
  ['in another one, where it has been said', false, 'me', false],
  ['to who reads without a seat', true, null, false],
])('a course that was finished before says so %s', (_, isLast, learner, isSaid) => {
  open({ a: 'completed', b: 'completed' }, isLast, learner);
  expect(title() !== null).toBe(isSaid);
});
