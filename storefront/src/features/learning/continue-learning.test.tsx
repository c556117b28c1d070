import { cleanup, render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { ContinueLearning } from './continue-learning';

vi.mock('@/i18n/navigation', () => ({ Link: ({ href, children }: { href: string; children: ReactNode }) => <a href={href}>{children}</a> }));

const LABELS = { title: 'Go on', all: 'All', progress: 'How far' };
const course = (slug: string, last_access_at: string | null, availability = 'published') => ({
  document: { id: slug, slug, title: slug, thumbnail: null },
  availability,
  progress: { percent: 28, lessons_completed: 4, lesson_count: 14, last_access_at },
});
const fetched = vi.fn();

beforeEach(() => vi.stubGlobal('fetch', fetched));
afterEach(() => {
  cleanup();
  fetched.mockReset();
  vi.unstubAllGlobals();
  document.cookie = 'signed_in=; max-age=0';
});

test('visitors see nothing of it, and nothing is asked', () => {
  const { container } = render(<ContinueLearning labels={LABELS} />);
  expect(container.innerHTML).toBe('');
  expect(fetched).not.toHaveBeenCalled();
});

test('the courses opened last come first, those that are closed not at all', async () => {
  document.cookie = 'signed_in=1';
  const results = [course('new', null), course('older', '2026-08-01'), course('shut', '2026-11-01', 'archived'), course('newer', '2026-10-01')];
  fetched.mockResolvedValue(Response.json({ results, next_cursor: null }));
  render(<ContinueLearning labels={LABELS} />);
  await screen.findByText('newer');
  const links = screen.getAllByRole('link').map((link) => link.getAttribute('href'));
  expect(links).toEqual(['/learning', '/learning/newer', '/learning/older', '/learning/new']);
  expect(screen.getAllByRole('progressbar')[0]?.getAttribute('aria-label')).toBe('How far');
});

test('where the API refuses, the page stands without it', async () => {
  document.cookie = 'signed_in=1';
  fetched.mockResolvedValue(Response.json({}, { status: 401 }));
  const { container } = render(<ContinueLearning labels={LABELS} />);
  await vi.waitFor(() => expect(fetched).toHaveBeenCalled());
  expect(container.innerHTML).toBe('');
});
