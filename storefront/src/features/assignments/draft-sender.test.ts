import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { DraftState } from '@/lib/draft-keeper';

import { DraftSender } from './draft-sender';

const PLACE = { lesson: 'l', assignment: 'a', number: 2 };
const answers: (() => Response | Promise<Response>)[] = [];
const sent: { path: string; body: unknown }[] = [];
const states: DraftState[] = [];

const kept = (edition: number) => () => Response.json({ rounds: [{ edition }] });
const refusal = (status: number, reason: string) => () => Response.json({ error: { code: 'X', message: 'No.', details: { reason } } }, { status });

beforeEach(() => {
  vi.useFakeTimers();
  answers.length = sent.length = states.length = 0;
  vi.stubGlobal('fetch', (path: string, { body }: { body: string }) => {
    sent.push({ path, body: JSON.parse(body) as unknown });
    return Promise.resolve(answers.shift()?.() ?? kept(9)());
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function sender() {
  const editions: number[] = [];
  const made = new DraftSender(PLACE, 3, { onState: (state) => states.push(state), onEdition: (edition) => editions.push(edition) });
  return { made, editions };
}

test('what is written is kept a moment after the last letter, each time with the edition that came of it', async () => {
  answers.push(kept(4), kept(5));
  const { made, editions } = sender();
  made.keep('O');
  made.keep('One');
  await vi.advanceTimersByTimeAsync(1_200);
  made.keep('One two');
  await vi.advanceTimersByTimeAsync(1_200);
  expect(sent.map(({ body }) => body)).toEqual([
    { number: 2, edition: 3, text: 'One' },
    { number: 2, edition: 4, text: 'One two' },
  ]);
  expect(sent[0]?.path).toBe('/api/v1/me/lessons/l/assignments/a/draft');
  expect(editions).toEqual([4, 5]);
  expect(states.at(-1)).toBe('saved');
});

test('handing in waits for what is under way, so that it is no other window', async () => {
  let arrive: (answer: Response) => void = () => {};
  answers.push(() => new Promise<Response>((resolve) => (arrive = resolve)), kept(5));
  const { made } = sender();
  made.keep('One');
  await vi.advanceTimersByTimeAsync(1_200);
  const done = made.handIn('One two');
  await vi.advanceTimersByTimeAsync(10);
  expect(sent).toHaveLength(1);
  arrive(kept(4)());
  expect(await done).toBeNull();
  expect(sent[1]).toEqual({ path: '/api/v1/me/lessons/l/assignments/a/hand-in', body: { number: 2, edition: 4, text: 'One two' } });
  made.keep('More');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent).toHaveLength(2);
});

test('what another window has changed is not tried again, and what nobody took is', async () => {
  answers.push(refusal(503, 'unavailable'), refusal(409, 'draft_changed_elsewhere'));
  const { made } = sender();
  made.keep('One');
  await vi.advanceTimersByTimeAsync(1_200);
  expect(states.at(-1)).toBe('waiting');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(states.at(-1)).toBe('changed');
  made.keep('Two');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent).toHaveLength(2);
});

test('a refusal to hand in is told, and writing goes on', async () => {
  answers.push(refusal(409, 'nothing_to_hand_in'), kept(4));
  const { made } = sender();
  expect((await made.handIn(''))?.reason).toBe('nothing_to_hand_in');
  made.keep('One');
  await vi.advanceTimersByTimeAsync(1_200);
  expect(states.at(-1)).toBe('saved');
});
