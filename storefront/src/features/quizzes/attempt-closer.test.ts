import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { AttemptCloser } from './attempt-closer';

const answer = vi.fn<(path: string, init: RequestInit) => Promise<Response>>();
const onHandingIn = vi.fn();
const onDone = vi.fn();
const onProblem = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', answer);
  answer.mockReset().mockImplementation(async () => Response.json({}));
  for (const each of [onHandingIn, onDone, onProblem]) each.mockReset();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const start = () => new AttemptCloser('att', { onHandingIn, onDone, onProblem });
const ANSWERS = new Map([
  ['one', { text: 'many' }],
  ['two', { text: 'fine' }],
]);
const questions = (call: number) =>
  (JSON.parse(String(answer.mock.calls[call]?.[1].body)) as { answers: { question: string }[] }).answers.map(({ question }) => question);
const unfit = async () => Response.json({ error: { message: 'No.', details: { reason: 'invalid', fields: { one: ['A number.'] } } } }, { status: 422 });

test('pressed twice it is handed in once', async () => {
  const closer = start();
  await Promise.all([closer.handIn(ANSWERS, { isTimeUp: false }), closer.handIn(ANSWERS, { isTimeUp: false })]);
  expect(answer).toHaveBeenCalledOnce();
  expect(answer.mock.calls[0]?.[0]).toBe('/api/v1/me/quiz-attempts/att/hand-in');
  expect(questions(0)).toEqual(['one', 'two']);
  expect(onDone).toHaveBeenCalledOnce();
});

test('an answer that does not fit keeps it open, while there is time', async () => {
  answer.mockImplementation(unfit);
  await start().handIn(ANSWERS, { isTimeUp: false });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(answer).toHaveBeenCalledOnce();
  expect(onDone).not.toHaveBeenCalled();
  expect(onHandingIn).toHaveBeenLastCalledWith(false);
});

test('once the time is up what does not fit stays behind', async () => {
  answer.mockImplementationOnce(unfit);
  await start().handIn(ANSWERS, { isTimeUp: true });
  expect(questions(1)).toEqual(['two']);
  expect(onDone).toHaveBeenCalledOnce();
});

test('once the time is up it asks until somebody answers; before, it leaves that to the person', async () => {
  answer.mockImplementation(() => Promise.reject(new TypeError('offline')));
  await start().handIn(ANSWERS, { isTimeUp: false });
  await vi.advanceTimersByTimeAsync(20_000);
  expect(answer).toHaveBeenCalledOnce();
  await start().handIn(ANSWERS, { isTimeUp: true });
  expect(answer).toHaveBeenCalledTimes(2);
  answer.mockImplementation(async () => Response.json({}));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(answer).toHaveBeenCalledTimes(3);
  expect(onDone).toHaveBeenCalledOnce();
});

test('what was over already is done', async () => {
  answer.mockImplementation(async () => Response.json({ error: { message: 'Over.', details: { reason: 'attempt_is_over' } } }, { status: 409 }));
  await start().handIn(ANSWERS, { isTimeUp: false });
  expect(onDone).toHaveBeenCalledOnce();
  expect(onProblem).not.toHaveBeenCalled();
});
