// @vitest-environment node
import { beforeEach, expect, test, vi } from 'vitest';

const jar = vi.hoisted(() => new Map<string, unknown>());
vi.mock('next/headers', () => ({ cookies: async () => jar, headers: async () => new Headers() }));
vi.mock('next/navigation', () => ({
  redirect: (path: string) => {
    throw new Error(`to ${path}`);
  },
}));

import { joinCourse } from './actions';

const LESSON = '01930000-0000-7000-8000-000000000001';
const api = vi.fn<typeof fetch>();

function join(course: string | Blob, lesson: string | Blob = '') {
  const form = new FormData();
  form.set('course', course);
  form.set('lesson', lesson);
  return joinCourse({}, form);
}

beforeEach(() => {
  jar.set('access', { value: 'token' });
  api.mockReset();
  vi.stubGlobal('fetch', api);
  vi.spyOn(console, 'error').mockImplementation(() => {});
});

const refusal = (status: number, message: string, reason?: string) =>
  Response.json({ error: { code: 'X', message, details: { reason } } }, { status });

test('who joins from a lesson comes to that lesson, with one request', async () => {
  api.mockResolvedValue(Response.json({}, { status: 201 }));
  await expect(join('salsa', LESSON)).rejects.toThrow(`to /courses/salsa/lessons/${LESSON}`);
  expect(api).toHaveBeenCalledTimes(1);
});

test('who joins from the course comes to its first lesson', async () => {
  api.mockResolvedValueOnce(Response.json({}, { status: 201 }));
  api.mockResolvedValueOnce(Response.json({ resume: { lesson: LESSON, title: 'One' } }));
  await expect(join('salsa')).rejects.toThrow(`to /courses/salsa/lessons/${LESSON}`);
});

test('who is not signed in any more comes back to where they were', async () => {
  api.mockImplementation(async () => refusal(401, 'Please sign in.'));
  await expect(join('salsa', LESSON)).rejects.toThrow(`to /sign-in?next=${encodeURIComponent(`/courses/salsa/lessons/${LESSON}`)}`);
  await expect(join('salsa')).rejects.toThrow('to /sign-in?next=%2Fcourses%2Fsalsa');
});

test('a refusal is told in the words of the API, a failure in ours', async () => {
  api.mockResolvedValueOnce(refusal(409, 'This course has no seats left.'));
  expect(await join('salsa')).toEqual({ refused: 'This course has no seats left.' });
  api.mockResolvedValueOnce(new Response('<html>', { status: 502 }));
  expect(await join('salsa', LESSON)).toEqual({ refused: '' });
  api.mockRejectedValueOnce(new TypeError('fetch failed'));
  expect(await join('salsa', LESSON)).toEqual({ refused: '' });
});

test('who is suspended is signed out and comes to where that is said', async () => {
  api.mockResolvedValueOnce(refusal(401, 'Suspended.', 'account_suspended'));
  await expect(join('salsa')).rejects.toThrow('to /sign-in?suspended');
  expect(jar.get('access')).toBe('');
});

test.each([
  ['../me', ''],
  ['salsa', '/../../elsewhere'],
  ['', LESSON],
  [new Blob(['salsa']), ''],
])('an action called with %j and %j asks nothing', async (course, lesson) => {
  expect(await join(course, lesson)).toEqual({ refused: '' });
  expect(api).not.toHaveBeenCalled();
});
