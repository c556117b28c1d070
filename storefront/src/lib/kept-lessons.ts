import { KEPT_LESSONS } from '@/lib/has-kept';
import type { OfflineFile } from '@/lib/offline-files';
import { deviceStore } from '@/lib/player/memory-store';

/** A lesson that can be opened without a network. What it needs lies in the browser's cache, as public/sw.js expects it. */
export interface KeptLesson {
  /** Its address in this language. */
  path: string;
  id: string;
  title: string;
  course: string;
  /** Another one where the lesson has changed since. */
  version: string;
  files: readonly OfflineFile[];
  bytes: number;
  /** When its learner was last known to have a seat, in milliseconds since the epoch. */
  checkedAt: number;
}

/** The browser had no room. */
export class NoRoom extends Error {}

const CACHE = 'lessons';
const CHANGED = 'kept-lessons-changed';
const DAY_MS = 24 * 60 * 60 * 1000;
/** For so long it opens without being asked whether it still may. */
export const LONGEST_DAYS = 30;

/** What is kept here, as text; equal texts are equal lessons. */
export const keptText = (): string => deviceStore().getItem(KEPT_LESSONS) ?? '[]';

/** The lessons that are kept here. */
export function readKept(text = keptText()): KeptLesson[] {
  try {
    const kept: unknown = JSON.parse(text);
    return Array.isArray(kept) ? kept.filter(isKeptLesson) : [];
  } catch {
    return [];
  }
}

/** Hear of each change, here and in other tabs. */
export function onKeptChanged(listener: () => void): () => void {
  const elsewhere = ({ key }: StorageEvent) => key === KEPT_LESSONS && listener();
  window.addEventListener(CHANGED, listener);
  window.addEventListener('storage', elsewhere);
  return () => {
    window.removeEventListener(CHANGED, listener);
    window.removeEventListener('storage', elsewhere);
  };
}

/**
 * Keep a lesson with its page, what that needs, and its files, or what has changed of it. Nothing of a new one stays where
 * that fails.
 *
 * `onProgress` is told how much of a hundred has come. Throws NoRoom, and what `signal` was aborted with.
 */
export async function keepLesson(
  lesson: Omit<KeptLesson, 'bytes' | 'checkedAt'>,
  { onProgress, signal }: { onProgress: (percent: number) => void; signal: AbortSignal },
): Promise<void> {
  const total = lesson.files.reduce((sum, { bytes }) => sum + bytes, 0);
  if (!(await hasRoomFor(total))) throw new NoRoom();
  let come = 0;
  const count = (bytes: number) => onProgress(Math.min(99, Math.floor((100 * (come += bytes)) / Math.max(1, total))));
  try {
    const cache = await caches.open(CACHE);
    const page = await whole(lesson.path, { headers: { accept: 'text/html' }, signal });
    const parts = partsOf(await page.clone().text());
    await Promise.all(parts.map(async (part) => (await cache.match(part)) ?? cache.add(part)));
    for (const { url } of lesson.files) {
      const file = await whole(url, { signal });
      await cache.put(url, new Response(file.body?.pipeThrough(counting(count)), { headers: file.headers }));
    }
    await cache.put(lesson.path, page);
    write([...readKept().filter(({ path }) => path !== lesson.path), { ...lesson, bytes: Math.max(total, come), checkedAt: Date.now() }]);
  } catch (error) {
    if (!readKept().some(({ path }) => path === lesson.path)) await forgetLesson(lesson.path);
    throw error instanceof DOMException && error.name === 'QuotaExceededError' ? new NoRoom() : error;
  }
}

/** Remove a lesson, and the files that no other one needs. */
export async function forgetLesson(path: string): Promise<void> {
  const others = readKept().filter((each) => each.path !== path);
  if (!others.length) return forgetLessons();
  write(others);
  const cache = await caches.open(CACHE);
  const needed = new Set(others.flatMap((each) => [each.path, ...each.files.map(({ url }) => url)]));
  // What pages are made of is of all of them, and goes with the last.
  const isLeft = ({ url }: Request) => {
    const { pathname, search } = new URL(url);
    return !/^\/(_next\/|icons\.svg$)/.test(pathname) && !needed.has(pathname + search);
  };
  await Promise.all((await cache.keys()).filter(isLeft).map((request) => cache.delete(request)));
}

/** Remove everything, as when its learner signs out. */
export async function forgetLessons(): Promise<void> {
  if (deviceStore().getItem(KEPT_LESSONS) !== null) {
    deviceStore().removeItem(KEPT_LESSONS);
    window.dispatchEvent(new Event(CHANGED));
  }
  await globalThis.caches?.delete(CACHE);
}

/** Remove the lessons that nobody was asked about for too long. */
export async function forgetOutlived(): Promise<void> {
  for (const { path, checkedAt } of readKept()) if (Date.now() - checkedAt > LONGEST_DAYS * DAY_MS) await forgetLesson(path);
}

/** Ask once a day whether their learner may still read the lessons, and remove those that they may not. */
export async function checkLessons(): Promise<void> {
  for (const lesson of readKept()) if (Date.now() - lesson.checkedAt > DAY_MS) await check(lesson);
}

async function check(lesson: KeptLesson): Promise<void> {
  const answer = await fetch(`/api/v1/lessons/${lesson.id}`, { headers: { accept: 'application/json' } }).catch(() => null);
  if (answer && [401, 403, 404].includes(answer.status)) await forgetLesson(lesson.path);
  if (answer?.ok) write(readKept().map((each) => (each.path === lesson.path ? { ...each, checkedAt: Date.now() } : each)));
}

async function hasRoomFor(bytes: number): Promise<boolean> {
  // Asked to stay when room grows short; some browsers ask the person, and others decide by themselves.
  await navigator.storage?.persist?.().catch(() => false);
  const { quota, usage } = (await navigator.storage?.estimate?.().catch(() => undefined)) ?? {};
  return quota === undefined || usage === undefined || usage + bytes < quota;
}

async function whole(address: string, options: RequestInit): Promise<Response> {
  const answer = await fetch(address, options);
  // A page that leads elsewhere is that of somebody who was signed out.
  if (!answer.ok || (answer.redirected && !address.startsWith('/api/'))) throw new Error(`${address} answers ${answer.status}`);
  return answer;
}

/** What the page names, and what was loaded for it since. */
function partsOf(html: string): string[] {
  const named = [...html.matchAll(/"(\/_next\/static\/[^"\\]+\.(?:css|js|woff2)|\/icons\.svg)/g)].map(([, path]) => path!);
  const loaded = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname);
  return [...new Set([...named, ...loaded.filter((path) => /^\/_next\/static\/.*\.(css|js|woff2)$/.test(path))])];
}

const counting = (count: (bytes: number) => void) =>
  new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      count(chunk.byteLength);
      controller.enqueue(chunk);
    },
  });

function write(lessons: readonly KeptLesson[]): void {
  deviceStore().setItem(KEPT_LESSONS, JSON.stringify(lessons));
  window.dispatchEvent(new Event(CHANGED));
}

function isKeptLesson(value: unknown): value is KeptLesson {
  const kept = value as Partial<KeptLesson> | null;
  return typeof kept?.path === 'string' && typeof kept.id === 'string' && typeof kept.title === 'string' && Array.isArray(kept.files);
}
