import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, expect, test, vi } from 'vitest';

import type { OutlineLesson } from '@/lib/api/schema';
import player from '@/messages/en/player.json';

import { LessonSessionProvider, useLessonSession } from './lesson-session';
import { Outline } from './outline';

vi.mock('@/i18n/navigation', () => ({
  Link: ({ children, href }: { children: React.ReactNode; href: string }) => <a href={href}>{children}</a>,
}));

const entry = (id: string, more: Partial<OutlineLesson> = {}): OutlineLesson => ({
  kind: 'lesson',
  id,
  number: id,
  title: `Lesson ${id}`,
  summary: '',
  type: 'mixed',
  duration_minutes: 0,
  access: 'enrolled',
  locked: true,
  ...more,
});

function Done() {
  const session = useLessonSession();
  return (
    <>
      <button onClick={() => session?.setCompleted(true)}>done</button>
      <output>{session?.percent}</output>
    </>
  );
}

const line = (id: string) => screen.getByRole('link', { name: new RegExp(`Lesson ${id}`) }).textContent;

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  localStorage.clear();
});

test('lessons that open later say when; what waited for this one opens as it is done, and optional ones do not count', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ lessons: [], refused: [] })));
  render(
    <NextIntlClientProvider locale="en" messages={{ player } as never}>
      <LessonSessionProvider lessonId="a" learner="me" states={{ a: 'in_progress', b: 'not_started', c: 'not_started' }} optional={['c']} startsAt={0}>
        <Done />
        <Outline
          course="c"
          currentId="a"
          entries={[entry('a'), entry('b'), entry('c', { is_optional: true })]}
          isOpen
          waiting={{ b: { opensAt: null, first: 'a', needsCohort: false }, c: { opensAt: '2026-12-03T09:00:00Z', first: null, needsCohort: false } }}
        />
      </LessonSessionProvider>
    </NextIntlClientProvider>,
  );
  expect(line('a')).toBe('Lesson a (begun)');
  expect(line('b')).toBe('Lesson b (closed)Opens when others are done');
  expect(line('c')).toBe('Lesson c (closed)OptionalOpens on 3 December 2026');
  await act(async () => {
    fireEvent.click(screen.getByText('done'));
    await Promise.resolve();
  });
  expect(line('b')).toBe('Lesson b');
  expect(line('c')).toContain('closed');
  expect(screen.getByRole('status').textContent).toBe('50');
});
