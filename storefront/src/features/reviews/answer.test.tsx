import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';

const teaches = vi.hoisted(() => ({ it: true }));
vi.mock('@/features/seat/seat', () => ({ useTeachesIt: () => teaches.it }));

import { Answer, type AnswerLabels } from './answer';

const labels = new Proxy({} as AnswerLabels, { get: (_, name) => String(name) });
const review = (answer: string) => ({ id: '01930000-0000-7000-8000-000000000001', answer, learner: 'Ada' });

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  teaches.it = true;
});

function api(...answers: Response[]) {
  const fetch = vi.fn<typeof globalThis.fetch>();
  for (const answer of answers) fetch.mockResolvedValueOnce(answer);
  vi.stubGlobal('fetch', fetch);
  return fetch;
}

test('who does not teach the course reads the answer, and no more', () => {
  teaches.it = false;
  render(<Answer review={review('Thank you.')} labels={labels} />);
  expect(screen.getByText('Thank you.')).toBeDefined();
  expect(screen.queryByRole('button')).toBeNull();
});

test('who teaches it answers, and sees what was kept', async () => {
  const fetch = api(Response.json({ answer: 'Thank you.' }));
  render(<Answer review={review('')} labels={labels} />);
  fireEvent.click(screen.getByRole('button', { name: /^write.*Ada/ }));
  fireEvent.change(screen.getByRole('textbox'), { target: { value: ' Thank you. ' } });
  fireEvent.click(screen.getByRole('button', { name: 'save' }));
  await waitFor(() => expect(screen.getByText('Thank you.')).toBeDefined());
  const [address, options] = fetch.mock.calls[0]!;
  expect([address, options?.method, options?.body]).toEqual([
    '/api/v1/reviews/01930000-0000-7000-8000-000000000001/answer',
    'PUT',
    JSON.stringify({ answer: ' Thank you. ' }),
  ]);
  expect(screen.getByRole('status').textContent).toBe('saved');
});

test('an empty answer takes it away', async () => {
  api(Response.json({ answer: '' }));
  render(<Answer review={review('Thank you.')} labels={labels} />);
  fireEvent.click(screen.getByRole('button', { name: /^edit.*Ada/ }));
  fireEvent.change(screen.getByRole('textbox'), { target: { value: '' } });
  fireEvent.click(screen.getByRole('button', { name: 'save' }));
  await waitFor(() => expect(screen.getByRole('status').textContent).toBe('removed'));
  expect(screen.queryByText('Thank you.')).toBeNull();
});

test('what could not be kept is still there, with the reason', async () => {
  api(Response.json({ error: { code: 'NOT_FOUND', message: 'There is nothing here.', details: {} } }, { status: 404 }), new Response('', { status: 502 }));
  render(<Answer review={review('')} labels={labels} />);
  fireEvent.click(screen.getByRole('button', { name: /^write.*Ada/ }));
  fireEvent.change(screen.getByRole('textbox'), { target: { value: 'Kept?' } });
  fireEvent.click(screen.getByRole('button', { name: 'save' }));
  await screen.findByText('There is nothing here.');
  expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('Kept?');
  fireEvent.click(screen.getByRole('button', { name: 'save' }));
  await screen.findByText('failed');
});
