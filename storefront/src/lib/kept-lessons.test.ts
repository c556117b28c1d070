import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { checkLessons, forgetLesson, forgetLessons, forgetOutlived, keepLesson, LONGEST_DAYS, NoRoom, onKeptChanged, readKept } from './kept-lessons';

const DAY_MS = 24 * 60 * 60 * 1000;
const FILM = { url: '/api/v1/media/film', bytes: 8 };
const POSTER = { url: '/api/v1/media/poster?width=1280', bytes: 0 };
const ROOM = { quota: 1000, usage: 0 };

/** The browser's cache, by the addresses that lie in it. */
let held: Map<string, Response>;
const asked = vi.fn<(address: string) => Response>();

const lesson = (name: string, ...files: { url: string; bytes: number }[]) => ({
  path: `/courses/tango/lessons/${name}`,
  id: name,
  title: `Lesson ${name}`,
  course: 'Tango',
  version: '1',
  files,
});
const page = (part = 'a') => new Response(`<script src="/_next/static/${part}.js"></script><a href="/icons.svg#x">`, { headers: { 'content-type': 'text/html' } });
const answer = (address: string) => (address.startsWith('/api/') ? new Response(new Uint8Array(8)) : page());
const keep = (wanted: ReturnType<typeof lesson>, { onProgress = () => {}, signal = new AbortController().signal }: Partial<Parameters<typeof keepLesson>[1]> = {}) =>
  keepLesson(wanted, { onProgress, signal });

beforeEach(() => {
  held = new Map();
  const cache = {
    match: async (address: string) => held.get(address),
    add: async (address: string) => void held.set(address, new Response('part')),
    put: async (address: string, given: Response) => void held.set(address, new Response(await given.arrayBuffer())),
    keys: async () => [...held.keys()].map((address) => new Request(new URL(address, location.href))),
    delete: async ({ url }: Request) => held.delete(url.slice(location.origin.length)),
  };
  vi.stubGlobal('caches', { open: async () => cache, delete: async () => held.clear() });
  vi.stubGlobal('fetch', async (address: string) => asked(address));
  vi.stubGlobal('navigator', { onLine: true, storage: { persist: async () => true, estimate: async () => ROOM } });
  asked.mockReset().mockImplementation(answer);
  localStorage.clear();
});
afterEach(() => void vi.unstubAllGlobals());

test('a lesson is kept with its page, what that needs and its files', async () => {
  const progress = vi.fn();
  const changed = vi.fn();
  const stop = onKeptChanged(changed);
  await keep(lesson('one', FILM, POSTER), { onProgress: progress });
  stop();
  expect([...held.keys()].sort()).toEqual([FILM.url, POSTER.url, '/_next/static/a.js', '/courses/tango/lessons/one', '/icons.svg'].sort());
  expect(await held.get('/courses/tango/lessons/one')!.text()).toContain('/_next/static/a.js');
  expect(readKept()).toMatchObject([{ id: 'one', bytes: 16 }]);
  expect(progress).toHaveBeenCalledWith(99);
  expect(changed).toHaveBeenCalled();
});

test.each([
  ['its page', '/courses/'],
  ['a file', '/api/'],
])('where %s does not come nothing stays', async (_, broken) => {
  asked.mockImplementation((address) => (address.startsWith(broken) ? new Response(null, { status: 404 }) : answer(address)));
  await expect(keep(lesson('one', FILM))).rejects.toThrow('answers 404');
  expect([readKept(), held.size]).toEqual([[], 0]);
});

test('a page that leads elsewhere is not kept', async () => {
  const elsewhere = page();
  Object.defineProperty(elsewhere, 'redirected', { value: true });
  asked.mockReturnValue(elsewhere);
  await expect(keep(lesson('one'))).rejects.toThrow();
  expect(readKept()).toEqual([]);
});

test('a lesson of before stays where its newer form does not come', async () => {
  await keep(lesson('one', FILM));
  asked.mockReturnValue(new Response(null, { status: 503 }));
  await expect(keep({ ...lesson('one', FILM), version: '2' })).rejects.toThrow();
  expect(readKept()).toMatchObject([{ version: '1' }]);
  expect(held.has(FILM.url)).toBe(true);
});

test('what there is no room for is not begun', async () => {
  vi.stubGlobal('navigator', { onLine: true, storage: { persist: async () => true, estimate: async () => ({ quota: 10, usage: 5 }) } });
  await expect(keep(lesson('one', FILM))).rejects.toThrow(NoRoom);
  expect(asked).not.toHaveBeenCalled();
});

test('room that ends in the middle is told as that', async () => {
  asked.mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  await expect(keep(lesson('one', FILM))).rejects.toThrow(NoRoom);
});

test('files of two lessons go with the second', async () => {
  await keep(lesson('one', FILM, POSTER));
  await keep(lesson('two', FILM));
  await forgetLesson('/courses/tango/lessons/one');
  expect(readKept().map(({ id }) => id)).toEqual(['two']);
  expect([...held.keys()].sort()).toEqual(['/_next/static/a.js', FILM.url, '/courses/tango/lessons/two', '/icons.svg'].sort());
  await forgetLessons();
  expect([readKept(), held.size]).toEqual([[], 0]);
});

test.each([
  [403, 1.5, 0, 1],
  [404, 1.5, 0, 1],
  [200, 1.5, 1, 1],
  [503, 1.5, 1, 1],
  [403, 0.5, 1, 0],
])('where the API answers %d after %d days, %d stays', async (status, days, stays, times) => {
  await keep(lesson('one'));
  const before = Date.now() - days * DAY_MS;
  localStorage.setItem('lessons.kept', JSON.stringify(readKept().map((each) => ({ ...each, checkedAt: before }))));
  asked.mockReset().mockImplementation(() => new Response('{}', { status }));
  await checkLessons();
  expect([readKept().length, asked.mock.calls.length]).toEqual([stays, times]);
  if (stays && status === 200) expect(readKept()[0]!.checkedAt).toBeGreaterThan(before);
});

test.each([
  [LONGEST_DAYS - 1, 1],
  [LONGEST_DAYS + 1, 0],
])('after %d days without being asked about, %d stays', async (days, stays) => {
  await keep(lesson('one'));
  localStorage.setItem('lessons.kept', JSON.stringify(readKept().map((each) => ({ ...each, checkedAt: Date.now() - days * DAY_MS }))));
  await forgetOutlived();
  expect(readKept()).toHaveLength(stays);
});

test('what was written there by others is no lesson', () => {
  for (const text of ['{', '{}', '[1, null, {"path": 1}]']) expect(readKept(text)).toEqual([]);
});
