import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';

const mine = { id: 'r', stars: 4, text: 'Good.', is_hidden: false };
vi.mock('@/features/seat/seat', () => ({ useSeat: () => ({ percent: 0 }), useKnownReview: () => mine }));

import { MyReview, type MyReviewLabels } from './my-review';

const labels = new Proxy({} as MyReviewLabels, {
  get: (_, name) => (name === 'starNames' ? ['1', '2', '3', '4', '5'] : String(name)),
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function remove(answer: Response) {
  vi.stubGlobal('fetch', async () => answer);
  render(<MyReview slug="salsa" labels={labels} />);
  fireEvent.click(await screen.findByText('remove'));
  fireEvent.click(screen.getByText('removeYes'));
}

const refusal = (status: number) =>
  Response.json({ error: { code: 'X', message: 'Not so.', details: { reason: 'x' } } }, { status });

test('a review that is gone already is taken back all the same', async () => {
  await remove(refusal(404));
  expect(await screen.findByText('removed')).toBeTruthy();
  expect(screen.getByText('write')).toBeTruthy();
  expect(screen.queryByText('Not so.')).toBeNull();
});

test('a review that could not be taken back stays', async () => {
  await remove(refusal(409));
  expect(await screen.findByText('Not so.')).toBeTruthy();
  expect(screen.getByText('Good.')).toBeTruthy();
});
