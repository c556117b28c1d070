// @vitest-environment node
import { beforeEach, expect, test, vi } from 'vitest';

const jar = vi.hoisted(() => new Map([['access', { value: 'token' }]]));
vi.mock('next/headers', () => ({ cookies: async () => jar, headers: async () => new Headers() }));
vi.mock('next/navigation', () => ({
  redirect: (path: string) => {
    throw new Error(`to ${path}`);
  },
}));

import { UNTOUCHED } from '@/lib/forms';

import { beginAttempt, handInAttempt } from './actions';
import { fieldName } from './answers';

const id = (last: number) => `01930000-0000-7000-8000-00000000000${last}`;
const PLACE = { course: 'harmony', lesson: id(1), quiz: id(2) };
const HERE = `/courses/harmony/lessons/${id(1)}/quizzes/${id(2)}`;
const api = vi.fn<typeof fetch>();

beforeEach(() => {
  api.mockReset();
  vi.stubGlobal('fetch', api);
});

function form(fields: [string, string][]): FormData {
  const made = new FormData();
  for (const [name, value] of [...Object.entries(PLACE), ...fields]) made.append(name, value);
  return made;
}
const refusal = (status: number, details: object) => Response.json({ error: { code: 'X', message: 'No.', details } }, { status });

test('who begins comes to the attempt, also to one that is open already', async () => {
  api.mockResolvedValue(Response.json({ id: id(3) }, { status: 200 }));
  await expect(beginAttempt(UNTOUCHED, form([]))).rejects.toThrow(`to ${HERE}/attempts/${id(3)}`);
  expect(String(api.mock.calls[0]?.[0])).toContain(`/api/v1/me/lessons/${id(1)}/quizzes/${id(2)}/attempts`);
});

test('who may not begin is told why', async () => {
  api.mockResolvedValue(refusal(429, { reason: 'wait_before_next_attempt', retry_after: 90 }));
  expect(await beginAttempt(UNTOUCHED, form([]))).toMatchObject({ outcome: 'refused', reason: 'wait_before_next_attempt', retryAfterSeconds: 90 });
});

test('without scripts the form alone hands in, with every answer in it', async () => {
  api.mockResolvedValue(Response.json({ id: id(3) }));
  const fields: [string, string][] = [
    ['attempt', id(3)],
    [fieldName(id(4), 'chosen'), ''],
    [fieldName(id(4), 'chosen'), 'a'],
    [fieldName(id(5), 'place', 'x'), '2'],
    [fieldName(id(5), 'place', 'y'), '1'],
  ];
  await expect(handInAttempt(UNTOUCHED, form(fields))).rejects.toThrow(`to ${HERE}/attempts/${id(3)}`);
  expect(String(api.mock.calls[0]?.[0])).toContain(`/api/v1/me/quiz-attempts/${id(3)}/hand-in`);
  expect(JSON.parse(String(api.mock.calls[0]?.[1]?.body))).toEqual({
    answers: [
      { question: id(4), answer: { chosen: ['a'] } },
      { question: id(5), answer: { order: ['y', 'x'] } },
    ],
  });
});

test('what does not fit is told by question, and what was typed comes back', async () => {
  api.mockResolvedValue(refusal(422, { reason: 'invalid', fields: { [id(4)]: ['Write a number, please.'] } }));
  const state = await handInAttempt(UNTOUCHED, form([['attempt', id(3)], [fieldName(id(4), 'text'), 'many']]));
  expect(state).toMatchObject({ outcome: 'refused', fields: { [id(4)]: ['Write a number, please.'] } });
  expect(state.values?.[fieldName(id(4), 'text')]).toBe('many');
});

test('what is no address of a quiz is asked nobody', async () => {
  const bad = form([['attempt', '../../auth']]);
  expect((await handInAttempt(UNTOUCHED, bad)).outcome).toBe('refused');
  expect(api).not.toHaveBeenCalled();
});
