import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { MemoryStore } from './memory-store';
import { ProgressQueue } from './progress-queue';
import { ProgressSender, type SendState } from './progress-sender';

const NOON = Date.UTC(2026, 0, 1, 12);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function queueOf(person = 'a', store = new MemoryStore()) {
  return { store, queue: new ProgressQueue(store, person, () => NOON) };
}

test('events wait in the order in which they happened, at the same millisecond too', () => {
  const { queue } = queueOf();
  queue.add('l', 'complete');
  queue.add('l', 'undo');
  queue.add('l', 'complete');
  expect(queue.pending().map((event) => event.kind)).toEqual(['complete', 'undo', 'complete']);
  expect(queue.pending()[0]?.at).toBe('2026-01-01T12:00:00.000Z');
});

test('a later position stands for the earlier ones of that lesson alone', () => {
  const { queue } = queueOf();
  queue.add('l', 'start');
  queue.add('l', 'position', 4.9);
  queue.add('m', 'position', 1);
  queue.add('l', 'position', 12.2);
  expect(queue.pending().map(({ lesson, kind, position_seconds }) => [lesson, kind, position_seconds])).toEqual([
    ['l', 'start', undefined],
    ['m', 'position', 1],
    ['l', 'position', 12],
  ]);
});

test('it outlives the page, and is one person’s', () => {
  const { queue, store } = queueOf('a');
  queue.add('l', 'complete');
  expect(queueOf('a', store).queue.pending()).toHaveLength(1);
  expect(queueOf('b', store).queue.pending()).toEqual([]);
});

test('two pages neither overwrite nor settle each other’s', () => {
  const { queue: one, store } = queueOf();
  const { queue: other } = queueOf('a', store);
  const first = one.add('l', 'start');
  other.add('m', 'start');
  one.settle([first]);
  expect(one.pending().map((event) => event.lesson)).toEqual(['m']);
});

test('what cannot be read is left out', () => {
  const { queue, store } = queueOf();
  store.setItem('progress.a.1', '{"half');
  store.setItem('progress.a.2', 'null');
  expect(queue.pending()).toEqual([]);
});

const recorded = (refused: number[] = []) => Response.json({ lessons: [], refused });

function senderOf(...answers: (Response | Error)[]) {
  const { queue } = queueOf();
  const states: SendState[] = [];
  const sent: number[] = [];
  const send = vi.fn((_address: string, init: RequestInit) => {
    sent.push(JSON.parse(String(init.body)).events.length);
    const answer = answers.shift() ?? recorded();
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  });
  const sender = new ProgressSender(queue, { onState: (state) => states.push(state), onRecorded: () => {} }, send as never);
  return { queue, sender, sent, states };
}

test('what is confirmed is forgotten', async () => {
  const { queue, sender, states } = senderOf();
  sender.record('l', 'start');
  await vi.runAllTimersAsync();
  expect(queue.pending()).toEqual([]);
  expect(states.at(-1)).toBe('saved');
});

test('what happened meanwhile follows', async () => {
  const { queue, sender, sent } = senderOf();
  sender.record('l', 'start');
  sender.record('l', 'position', 3);
  await vi.runAllTimersAsync();
  expect(sent).toEqual([1, 1]);
  expect(queue.pending()).toEqual([]);
});

test('who leaves while something is under way sends the rest along', async () => {
  const { queue, sender, sent } = senderOf();
  sender.record('l', 'start');
  sender.record('l', 'position', 3);
  sender.leave();
  expect(sent).toEqual([1, 2]);
  sender.stop();
  await vi.runAllTimersAsync();
  expect(queue.pending()).toEqual([]);
});

test('without a network it waits and tries again, ever more rarely', async () => {
  const { queue, sender, sent, states } = senderOf(new TypeError('offline'), Response.json({}, { status: 503 }));
  sender.record('l', 'complete');
  await vi.advanceTimersByTimeAsync(1_900);
  expect(states.at(-1)).toBe('waiting');
  expect(queue.pending()).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(sent).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(3_800);
  expect(sent).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(400);
  expect(queue.pending()).toEqual([]);
  expect(states.at(-1)).toBe('saved');
});

test('it waits as long as it is told to', async () => {
  const { sender, sent } = senderOf(Response.json({}, { status: 429, headers: { 'Retry-After': '30' } }));
  sender.record('l', 'start');
  await vi.advanceTimersByTimeAsync(29_000);
  expect(sent).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(sent).toHaveLength(2);
});

test('when the session has ended all is kept', async () => {
  const { queue, sender, states } = senderOf(Response.json({}, { status: 401 }));
  sender.record('l', 'complete');
  await vi.runAllTimersAsync();
  expect(states.at(-1)).toBe('signed-out');
  expect(queue.pending()).toHaveLength(1);
});

test('who is suspended is told so, and all is kept', async () => {
  const refusal = { error: { details: { reason: 'account_suspended' } } };
  const { queue, sender, states } = senderOf(Response.json(refusal, { status: 401 }));
  sender.record('l', 'complete');
  await vi.runAllTimersAsync();
  expect(states.at(-1)).toBe('suspended');
  expect(queue.pending()).toHaveLength(1);
});

test('what the API will never take is said and not repeated', async () => {
  const { queue, sender, sent, states } = senderOf(recorded([0]));
  sender.record('l', 'start');
  await vi.runAllTimersAsync();
  expect(states.at(-1)).toBe('refused');
  expect(sent).toHaveLength(1);
  expect(queue.pending()).toEqual([]);
});

const invalid = (fields: Record<string, string[]>) =>
  Response.json({ error: { code: 'VALIDATION_ERROR', message: '', details: { fields } } }, { status: 422 });

test('an event that is wrong in itself holds nothing up', async () => {
  const { queue, sender, sent } = senderOf(invalid({ 'events.0.lesson': ['No.'] }));
  queue.add('wrong', 'start');
  sender.record('l', 'complete');
  await vi.runAllTimersAsync();
  expect(sent).toEqual([2, 1]);
  expect(queue.pending()).toEqual([]);
});

test('what is refused for no reason of its own is kept', async () => {
  const { queue, sender, states } = senderOf(invalid({ events: ['Required.'] }));
  sender.record('l', 'complete');
  await vi.runAllTimersAsync();
  expect(states.at(-1)).toBe('failed');
  expect(queue.pending()).toHaveLength(1);
});
