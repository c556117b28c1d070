import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import assignment from '@/messages/en/assignment.json';
import forms from '@/messages/en/forms.json';
import peers from '@/messages/en/peers.json';

import { ReviewForm } from './review-form';

const sent = vi.hoisted(() => [] as FormData[]);
const kept = vi.hoisted(() => [] as { path: string; body: Record<string, unknown> }[]);
const router = vi.hoisted(() => ({ refresh: vi.fn() }));
vi.mock('@/i18n/navigation', () => ({ Link: 'a', useRouter: () => router }));
vi.mock('./actions', () => ({
  givePeerReview: (_: unknown, form: FormData) => {
    sent.push(form);
    return Promise.resolve({ outcome: 'refused', reason: 'invalid', fields: { text: ['Too short.'] } });
  },
}));

beforeEach(() => {
  sent.length = kept.length = 0;
  vi.stubGlobal('fetch', (path: string, { body }: { body: string }) => {
    kept.push({ path, body: JSON.parse(body) as Record<string, unknown> });
    return Promise.resolve(Response.json({ draft: { edition: kept.length + 1 } }));
  });
  vi.spyOn(HTMLMediaElement.prototype, 'pause').mockImplementation(() => {});
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const level = (id: string, name: string) => ({ id, name, description: '', points: 2 });
const rubric = [{ id: 'c1', title: 'Rhythm', levels: [level('l1', 'Loose'), level('l2', 'Steady')] }];
const film = { id: 'f1', number: 1, kind: 'video' as const, play_url: '/api/v1/me/peer-reviews/r/files/f1' };
const later = { id: 'f2', number: 2, kind: 'sound' as const, play_url: null };

const show = (review: Partial<Parameters<typeof ReviewForm>[0]['review']> = {}, files = [film, later]) =>
  render(
    <NextIntlClientProvider locale="en" messages={{ assignment, forms, peers }}>
      <ReviewForm review={{ id: 'r', rubric, gives_marks: true, most_points: 2, draft: { edition: 1, text: '', marks: {}, points: null, remarks: [] }, ...review }} files={files} />
    </NextIntlClientProvider>,
  );

test('levels, words and a remark at the moment at which the film stands are sent, and stay when refused', async () => {
  show();
  const player = screen.getByLabelText<HTMLVideoElement>('Film 1');
  player.currentTime = 65.4;
  await userEvent.click(screen.getByRole('button', { name: 'Say something to this moment' }));
  const first = within(screen.getByRole('group', { name: 'Remark 1' }));
  expect(first.getByLabelText<HTMLInputElement>('Moment').value).toBe('1:05');
  await userEvent.type(first.getByLabelText('What you say to it'), 'Softer here');
  await userEvent.click(screen.getByRole('radio', { name: /Steady/ }));
  await userEvent.type(screen.getByLabelText('What is good, and what could be better?'), 'Good.');
  await userEvent.click(screen.getByRole('button', { name: 'Give the review' }));
  expect(Object.fromEntries(sent[0] ?? [])).toMatchObject({ review: 'r', 'mark:c1': 'l2', text: 'Good.', 'file:0': 'f1', 'at:0': '1:05', 'words:0': 'Softer here' });
  expect(await screen.findByText('Too short.')).toBeTruthy();
  expect(first.getByLabelText<HTMLInputElement>('What you say to it').value).toBe('Softer here');
  expect(screen.getByRole<HTMLInputElement>('radio', { name: /Steady/ }).checked).toBe(true);
});

test('the next moment goes into the next row that is free', async () => {
  show();
  const player = screen.getByLabelText<HTMLVideoElement>('Film 1');
  for (const seconds of [3, 7]) {
    player.currentTime = seconds;
    await userEvent.click(screen.getByRole('button', { name: 'Say something to this moment' }));
    const row = within(screen.getByRole('group', { name: seconds === 3 ? 'Remark 1' : 'Remark 2' }));
    expect(row.getByLabelText<HTMLInputElement>('Moment').value).toBe(`0:0${seconds}`);
    await userEvent.type(row.getByLabelText('What you say to it'), 'x');
  }
});

test('what is not made ready is said, and points are asked for where there is no rubric', () => {
  show({ rubric: [] }, [later]);
  expect(screen.getByText('Sound 2 is being made ready. Come back in a few minutes.')).toBeTruthy();
  expect(screen.getByLabelText<HTMLInputElement>('Points, 2 at the most').max).toBe('2');
  expect(screen.queryByRole('group', { name: 'To moments of a film or a sound' })).toBeNull();
});

test('who gives words alone is asked for no marks', () => {
  show({ rubric: [], gives_marks: false }, []);
  expect(screen.queryByLabelText(/Points/)).toBeNull();
});

test('what is written is kept a moment later, each time with the edition that came of it', async () => {
  vi.useFakeTimers();
  show();
  fireEvent.input(screen.getByLabelText('What is good, and what could be better?'), { target: { value: 'Sing' } });
  await act(() => vi.advanceTimersByTimeAsync(1_200));
  expect(kept).toEqual([{ path: '/api/v1/me/peer-reviews/r/draft', body: { edition: 1, text: 'Sing', marks: {}, points: null, remarks: [] } }]);
  expect(screen.getByText('Saved')).toBeTruthy();
  fireEvent.click(screen.getByRole('radio', { name: /Steady/ }));
  await act(() => vi.advanceTimersByTimeAsync(1_200));
  expect(kept[1]?.body).toMatchObject({ edition: 2, text: 'Sing', marks: { c1: 'l2' } });
});

test('what was kept stands in the form again', () => {
  const remarks = [{ file: 'f1', at_ms: 65_000, text: 'Softer' }];
  show({ draft: { edition: 3, text: 'Sing on', marks: { c1: 'l2' }, points: null, remarks } });
  expect(screen.getByLabelText<HTMLTextAreaElement>('What is good, and what could be better?').value).toBe('Sing on');
  expect(screen.getByRole<HTMLInputElement>('radio', { name: /Steady/ }).checked).toBe(true);
  const first = within(screen.getByRole('group', { name: 'Remark 1' }));
  expect(first.getByLabelText<HTMLInputElement>('Moment').value).toBe('1:05');
  expect(first.getByLabelText<HTMLInputElement>('What you say to it').value).toBe('Softer');
  expect(screen.getAllByRole('group', { name: /^Remark/ })).toHaveLength(3);
});
