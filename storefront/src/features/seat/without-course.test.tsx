import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';

import { ClosedLesson } from '@/features/courses/closed-lesson';

import { SeatProvider, type Part } from './seat';
import { WithoutCourse } from './without-course';

vi.mock('@/features/session/use-is-signed-in', () => ({ useIsSignedIn: () => true }));
vi.mock('@/features/session/use-summary', () => ({ useSummary: () => null }));
vi.mock('@/i18n/navigation', () => ({ Link: ({ href, children }: { href: string; children: React.ReactNode }) => <a href={href}>{children}</a> }));

afterEach(cleanup);

const seat = (state: string) => ({ enrolment: { state } }) as Part['seat'];

test.each([
  ['nobody', null, true],
  ['a learner', seat('active'), false],
  ['who has finished', seat('completed'), false],
  ['who has left', seat('left'), true],
])('to %s a course is offered, or its lessons open', (_, known, isOffered) => {
  render(
    <SeatProvider slug="c" known={{ seat: known, review: null }}>
      <WithoutCourse>€49</WithoutCourse>
      <ClosedLesson href="/l" title="Adagio" length="5 min" locked="for learners" />
    </SeatProvider>,
  );
  expect(screen.queryByText('€49') !== null).toBe(isOffered);
  expect(screen.queryByRole('link', { name: /Adagio/ }) === null).toBe(isOffered);
});
