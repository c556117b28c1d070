import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { ApiError } from '@/lib/api/errors';

import { sendFile } from './file-sender';

const sent: string[] = [];
const parts: { address: string; bytes: number }[] = [];
const answers: number[] = [];
let upload = { id: 'u', size: 25, part_size: 10, part_count: 3, parts: [] as number[], kind: 'video' };

class FakeRequest {
  upload: { onprogress?: (event: { loaded: number }) => void } = {};
  status = 0;
  responseText = '';
  onload = () => {};
  onerror = () => {};
  onloadend = () => {};
  private address = '';
  open(_method: string, address: string) {
    this.address = address;
  }
  setRequestHeader() {}
  abort() {}
  send(part: Blob) {
    parts.push({ address: this.address, bytes: part.size });
    this.upload.onprogress?.({ loaded: part.size / 2 });
    this.status = answers.shift() ?? 204;
    if (this.status === 0) this.onerror();
    else this.onload();
    this.onloadend();
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  sent.length = parts.length = answers.length = 0;
  upload = { ...upload, parts: [] };
  vi.stubGlobal('XMLHttpRequest', FakeRequest);
  vi.stubGlobal('fetch', (path: string) => {
    sent.push(path);
    return Promise.resolve(Response.json(path.endsWith('/uploads') ? upload : { address: `${path}?place` }));
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const film = () => new File([new Uint8Array(25)], 'turn.mp4', { type: 'video/mp4', lastModified: 7 });

test('a file goes in parts, and tells how far it is', async () => {
  const told: number[] = [];
  expect(await sendFile(film(), 'video', { onProgress: (percent) => told.push(percent) })).toBe('u');
  expect(parts).toEqual([1, 2, 3].map((number) => ({ address: `/api/v1/me/uploads/u/parts/${number}?place`, bytes: number === 3 ? 5 : 10 })));
  expect(told).toEqual([0, 20, 40, 60, 80, 90, 100]);
});

test('the same file goes on where it was left', async () => {
  upload.parts = [1, 3];
  await sendFile(film(), 'video');
  expect(parts.map(({ bytes }) => bytes)).toEqual([10]);
});

test('a part that does not arrive is tried again with an address of its own, and one that is refused is not', async () => {
  answers.push(0, 503, 204, 204, 413);
  const sending = sendFile(film(), 'video').catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(10_000);
  const refused = await sending;
  expect(refused).toBeInstanceOf(ApiError);
  expect((refused as ApiError).status).toBe(413);
  expect(parts.map(({ address }) => address.slice(-7, -6))).toEqual(['1', '1', '1', '2', '3']);
});

test('who stops it while it waits is heard', async () => {
  answers.push(0, 0);
  const stop = new AbortController();
  const sending = sendFile(film(), 'video', { signal: stop.signal }).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(100);
  stop.abort('enough');
  expect(await sending).toBe('enough');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(parts).toHaveLength(1);
});
