import { cleanup, render, screen, within } from '@testing-library/react';
import { createTranslator, NextIntlClientProvider } from 'next-intl';
import { renderToReadableStream } from 'react-dom/server.browser';
import { afterEach, expect, test, vi } from 'vitest';

import type { QuizAttemptOut, QuizAttemptSummaryOut, QuizOut } from '@/lib/api/schema';
import forms from '@/messages/en/forms.json';
import quizMessages from '@/messages/en/quiz.json';

vi.mock('next-intl/server', () => ({
  getLocale: async () => 'en',
  getTranslations: async (namespace: 'quiz') => createTranslator({ locale: 'en', messages: { quiz: quizMessages }, namespace }),
}));
vi.mock('./actions', () => ({ beginAttempt: vi.fn() }));
vi.mock('@/ui/moment', () => ({ Moment: ({ at, as }: { at: string; as: string }) => <time>{`${as} of ${at}`}</time> }));
vi.mock('@/i18n/navigation', () => ({
  useRouter: () => ({ refresh: vi.fn() }),
  Link: ({ href, children }: { href: string; children: React.ReactNode }) => <a href={href}>{children}</a>,
}));

import { QuizView } from './quiz-view';
import { ResultHead } from './result-head';

afterEach(cleanup);

const attempt: QuizAttemptSummaryOut = { id: 'att', number: 1, begun_at: '2026-11-01T10:00:00Z', handed_in_at: '2026-11-01T10:06:00Z', points: 5, most_points: 10, percent: 50, is_passed: false };
const quiz: QuizOut = {
  id: 'q',
  lesson: { id: 'l', number: '2.3', title: 'Keys' },
  course: { id: 'k', slug: 'harmony', title: 'Harmony' },
  title: 'Keys by ear',
  introduction: '<p>Listen twice.</p>',
  question_count: 8,
  points: 10,
  pass_percent: 60,
  time_limit_minutes: 10,
  attempts_allowed: 3,
  attempts_left: 3,
  wait_minutes: 0,
  next_attempt_at: null,
  answers_shown: 'after_passing',
  is_required: true,
  is_passed: false,
  best_percent: null,
  open_attempt: null,
  attempts: [],
};

async function draw(view: React.ReactElement) {
  const stream = await renderToReadableStream(
    <NextIntlClientProvider locale="en" messages={{ forms }}>
      {view}
    </NextIntlClientProvider>,
  );
  await stream.allReady;
  const html = await new Response(stream).text();
  const { container } = render(<div dangerouslySetInnerHTML={{ __html: html.replaceAll('<!-- -->', '') }} />);
  return container.textContent ?? '';
}
const show = (parts: Partial<QuizOut> = {}) => draw(<QuizView quiz={{ ...quiz, ...parts }} />);
const HERE = '/courses/harmony/lessons/l';
const hrefOf = (name: string | RegExp) => screen.getByRole('link', { name }).getAttribute('href');

test('the rules are told in words', async () => {
  await show({ wait_minutes: 120 });
  const rules = within(screen.getByRole('region', { name: 'How it works' })).getAllByRole('listitem');
  expect(rules.map(({ textContent }) => textContent)).toEqual([
    '8 questions, 10 points in all.',
    'You pass with 60 % or more.',
    'You can finish the lesson once you have passed.',
    'You have 10 minutes from the moment you begin, also if you close the page. When the time is over, what you have answered is handed in.',
    'You have 3 attempts.',
    'Between two attempts take a break of 2 hours.',
    'Once you have passed you see the right answers.',
  ]);
});

test('nothing is told of what does not hold', async () => {
  const words = await show({ is_required: false, time_limit_minutes: null, attempts_allowed: null, attempts_left: null });
  expect(words).toContain('There is no time limit.');
  expect(words).toContain('Try as often as you like.');
  expect(words).not.toContain('finish the lesson');
  expect(words).not.toContain('take a break');
});

test('a quiz is begun by a form that says which', async () => {
  expect(await show()).toContain('Listen twice.');
  const form = screen.getByRole('button', { name: 'Begin' }).closest('form')!;
  expect(Object.fromEntries(new FormData(form))).toMatchObject({ course: 'harmony', lesson: 'l', quiz: 'q' });
  expect(hrefOf('Back to the lesson')).toBe(HERE);
});

test('an open attempt is gone on with', async () => {
  await show({ open_attempt: 'att', attempts: [{ ...attempt, number: 2, handed_in_at: null, points: null, percent: null, is_passed: null }] });
  expect(hrefOf('Go on with attempt 2')).toBe(`${HERE}/quizzes/q/attempts/att`);
  expect(screen.queryByRole('button')).toBeNull();
  expect(screen.getByText('Not handed in yet')).toBeTruthy();
});

test('earlier attempts stand with their marks and lead to their answers', async () => {
  await show({ attempts: [{ ...attempt, id: 'two', number: 2, percent: 70, points: 7, is_passed: true }, attempt], attempts_left: 1, is_passed: true, best_percent: 70 });
  const rows = within(screen.getByRole('region', { name: 'Your attempts' })).getAllByRole('link');
  expect(rows.map((row) => row.getAttribute('href'))).toEqual([`${HERE}/quizzes/q/attempts/two`, `${HERE}/quizzes/q/attempts/att`]);
  expect(rows[0]?.textContent).toContain('Passed · 70 %7 of 10 points');
  expect(rows[1]?.textContent).toContain('Not passed · 50 %5 of 10 points');
  expect(screen.getByText('You have passed with 70 %.')).toBeTruthy();
  expect(screen.getByText('1 of your 3 attempts left.')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
});

test.each<[Partial<QuizOut>, string]>([
  [{ attempts_left: 0, attempts: [attempt] }, 'You have no attempts left.'],
  [{ attempts_left: 0, attempts: [attempt], is_passed: true, best_percent: 80 }, 'You have used all of your attempts.'],
  [{ next_attempt_at: '2999-01-01T10:00:00Z', attempts: [attempt] }, 'You can begin again on day of 2999-01-01T10:00:00Z at clock of 2999-01-01T10:00:00Z.'],
  [{ question_count: 0 }, 'This quiz has no questions yet.'],
])('who may not begin reads why: %o', async (parts, words) => {
  expect(await show(parts)).toContain(words);
  expect(screen.queryByRole('button')).toBeNull();
});

test('once the wait is over one may begin again', async () => {
  await show({ next_attempt_at: '2020-01-01T10:00:00Z', attempts: [attempt], attempts_left: 2 });
  expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
});

const handedIn = { ...attempt, quiz, lesson: quiz.lesson, course: quiz.course, is_required: true, shows_answers: false, questions: [] } as unknown as QuizAttemptOut;
const next = { id: 'next', title: 'Modes' } as never;

test('who passed is told so and goes on', async () => {
  const words = await draw(
    <ResultHead attempt={{ ...handedIn, is_passed: true, points: 9.5, percent: 95, shows_answers: true }} wayOn={{ quiz: { ...quiz, is_passed: true, attempts: [attempt] }, next }} />,
  );
  expect(screen.getByRole('heading', { name: 'Passed' })).toBeTruthy();
  expect(words).toContain('95 %9.5 of 10 points');
  expect(hrefOf('Next lesson: Modes')).toBe('/courses/harmony/lessons/next');
  expect(words).not.toContain('right answers are shown');
});

test('who did not pass reads what was needed and tries again; what has to be passed does not lead on', async () => {
  const words = await draw(<ResultHead attempt={handedIn} wayOn={{ quiz: { ...quiz, attempts: [attempt] }, next }} />);
  expect(screen.getByRole('heading', { name: 'Not passed this time' })).toBeTruthy();
  expect(words).toContain('60 % were needed.');
  expect(words).toContain('The right answers are shown once you have passed.');
  expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
  expect(screen.queryByRole('link', { name: /Next lesson/ })).toBeNull();
  expect(hrefOf('Back to the lesson')).toBe(HERE);
});
