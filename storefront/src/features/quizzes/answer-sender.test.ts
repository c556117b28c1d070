import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { AnswerSender, type SaveState } from './answer-sender';

const answer = vi.fn<(path: string, init: RequestInit) => Promise<Response>>();
const states: SaveState[] = [];
const onRefused = vi.fn();
const onSaved = vi.fn();
const onSignedOut = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', answer);
  answer.mockReset().mockImplementation(async () => Response.json({ seconds_left: 60 }));
  states.length = 0;
  for (const each of [onRefused, onSaved, onSignedOut]) each.mockReset();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const start = () => new AnswerSender('att', { onState: (state) => states.push(state), onRefused, onSaved, onSignedOut });
const sent = () => answer.mock.calls.map(([, { body }]) => (JSON.parse(String(body)) as { answers: unknown }).answers);
const refusal = (status: number, details: object) => Response.json({ error: { code: 'CONFLICT', message: 'No.', details } }, { status });

test('answers given in a row leave together, a moment after the last', async () => {
  const sender = start();
  sender.keep('one', { text: 'a' });
  await vi.advanceTimersByTimeAsync(700);
  sender.keep('one', { text: 'ab' });
  sender.keep('two', { chosen: ['x'] });
  await vi.advanceTimersByTimeAsync(700);
  expect(answer).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(100);
  expect(answer).toHaveBeenCalledOnce();
  expect(answer.mock.calls[0]?.[0]).toBe('/api/v1/me/quiz-attempts/att/answers');
  expect(answer.mock.calls[0]?.[1].method).toBe('PATCH');
  expect(sent()).toEqual([[{ question: 'one', answer: { text: 'ab' } }, { question: 'two', answer: { chosen: ['x'] } }]]);
  expect(states.at(-1)).toBe('saved');
  expect(onSaved).toHaveBeenCalledWith({ seconds_left: 60 });
});

test.each([
  ['nobody answers', () => Promise.reject(new TypeError('offline'))],
  ['the API fails', async () => new Response(null, { status: 503 })],
  ['somebody else was quicker', async () => refusal(409, { reason: 'try_again' })],
])('where %s it says so, and tries again until it has arrived', async (_, failing) => {
  answer.mockImplementationOnce(failing).mockImplementationOnce(failing);
  const sender = start();
  sender.keep('one', { text: 'a' });
  await vi.advanceTimersByTimeAsync(800);
  expect(states.at(-1)).toBe('waiting');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(answer).toHaveBeenCalledTimes(2);
  expect(states.at(-1)).toBe('waiting');
  await vi.advanceTimersByTimeAsync(4_000);
  expect(answer).toHaveBeenCalledTimes(3);
  expect(sent()[2]).toEqual([{ question: 'one', answer: { text: 'a' } }]);
  expect(states.at(-1)).toBe('saved');
});

test('what was answered while it was under way leaves right after', async () => {
  let arrive: (response: Response) => void = () => {};
  answer.mockImplementationOnce(() => new Promise((resolve) => (arrive = resolve)));
  const sender = start();
  sender.keep('one', { text: 'a' });
  await vi.advanceTimersByTimeAsync(800);
  sender.keep('one', { text: 'b' });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(answer).toHaveBeenCalledOnce();
  arrive(Response.json({}));
  await vi.advanceTimersByTimeAsync(0);
  expect(sent()[1]).toEqual([{ question: 'one', answer: { text: 'b' } }]);
});

test('an answer that does not fit is named and does not hold up the others', async () => {
  answer.mockImplementationOnce(async () => refusal(422, { reason: 'invalid', fields: { one: ['Write a number, please.'] } }));
  const sender = start();
  sender.keep('one', { text: 'many' });
  sender.keep('two', { text: 'fine' });
  await vi.advanceTimersByTimeAsync(800);
  expect(onRefused).toHaveBeenCalledWith({ one: ['Write a number, please.'] });
  expect(sent()[1]).toEqual([{ question: 'two', answer: { text: 'fine' } }]);
  expect(states.at(-1)).toBe('refused');
  sender.keep('one', { text: '4' });
  await vi.advanceTimersByTimeAsync(800);
  expect(states.at(-1)).toBe('saved');
});

test('once the attempt is over nothing is sent any more', async () => {
  answer.mockImplementation(async () => refusal(409, { reason: 'attempt_is_over' }));
  const sender = start();
  sender.keep('one', { text: 'a' });
  await vi.advanceTimersByTimeAsync(800);
  expect(states.at(-1)).toBe('over');
  sender.keep('one', { text: 'b' });
  sender.leave();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(answer).toHaveBeenCalledOnce();
});

test('whose session has ended saves once they are signed in again', async () => {
  answer.mockImplementationOnce(async () => refusal(401, { reason: 'not_authenticated' }));
  const sender = start();
  sender.keep('one', { text: 'a' });
  await vi.advanceTimersByTimeAsync(800);
  expect(states.at(-1)).toBe('signed-out');
  expect(onSignedOut).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(answer).toHaveBeenCalledOnce();
  await sender.flush();
  expect(states.at(-1)).toBe('saved');
});

test('what waits leaves with the page, by a request that outlives it', () => {
  const sender = start();
  sender.leave();
  expect(answer).not.toHaveBeenCalled();
  sender.keep('one', { text: 'a' });
  sender.leave();
  expect(answer).toHaveBeenCalledOnce();
  expect(answer.mock.calls[0]?.[1].keepalive).toBe(true);
});
