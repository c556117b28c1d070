import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { useCompanion } from './use-companion';

const OFFSET = 1.5;

interface State {
  currentTime: number;
  duration: number;
  playbackRate: number;
  paused: boolean;
  ended: boolean;
  seeking: boolean;
  readyState: number;
  error: MediaError | null;
}

/** A film whose state the test says; it plays and stands still when it is told to. */
function film(state: Partial<State> = {}): HTMLVideoElement & State {
  const all: State = { currentTime: 0, duration: 60, playbackRate: 1, paused: true, ended: false, seeking: false, readyState: 4, error: null, ...state };
  const element = document.createElement('video');
  for (const [name, value] of Object.entries(all)) Object.defineProperty(element, name, { value, writable: true });
  const made = element as HTMLVideoElement & State;
  made.play = vi.fn(() => {
    (made as { paused: boolean }).paused = false;
    return Promise.resolve();
  });
  made.pause = vi.fn(() => {
    (made as { paused: boolean }).paused = true;
  });
  return made;
}

let clock: HTMLVideoElement & State;
let other: HTMLVideoElement & State;

const now = (on: HTMLVideoElement, event: string, state: Partial<State> = {}) =>
  act(() => {
    Object.assign(on, state);
    on.dispatchEvent(new Event(event));
  });
const begin = () => renderHook(() => useCompanion(clock, other, OFFSET)).result;

// The browser of these tests does not know them.
Object.assign(HTMLMediaElement, { HAVE_METADATA: 1, HAVE_CURRENT_DATA: 2, HAVE_FUTURE_DATA: 3 });

beforeEach(() => {
  clock = film({ currentTime: 10 });
  other = film({ currentTime: 8.5 });
});
afterEach(cleanup);

test('it goes where the clock goes, as fast, and stands still with it', () => {
  const standing = begin();
  expect(standing.current).toBe('here');
  now(clock, 'ratechange', { playbackRate: 0.5 });
  now(clock, 'play', { paused: false });
  expect([other.paused, other.playbackRate]).toEqual([false, 0.5]);
  now(clock, 'seeking', { seeking: true, currentTime: 40 });
  expect([other.paused, other.currentTime]).toEqual([true, 38.5]);
  now(clock, 'seeked', { seeking: false });
  expect(other.paused).toBe(false);
  now(clock, 'waiting', { readyState: 2 });
  expect(other.paused).toBe(true);
  now(clock, 'playing', { readyState: 4 });
  now(clock, 'pause', { paused: true, currentTime: 41.02 });
  expect([other.paused, other.currentTime]).toEqual([true, 39.52]);
});

test('it catches up where it is a little behind, and is brought there where it is far', () => {
  begin();
  now(clock, 'timeupdate', { paused: false, currentTime: 10.1 });
  expect([other.currentTime, other.playbackRate]).toEqual([8.5, 1.2]);
  now(clock, 'timeupdate', { currentTime: 8.4 + OFFSET });
  expect(other.playbackRate).toBe(0.8);
  now(clock, 'timeupdate', { currentTime: 12 });
  expect(other.currentTime).toBe(10.5);
});

test('one that seeks is left to it, and shows what it showed', () => {
  const standing = begin();
  now(clock, 'timeupdate', { currentTime: 20 });
  now(other, 'seeking', { seeking: true, readyState: 1 });
  now(clock, 'timeupdate', { currentTime: 30 });
  expect(other.currentTime).toBe(18.5);
  expect(standing.current).toBe('here');
  now(other, 'seeked', { seeking: false, readyState: 4 });
  expect(other.currentTime).toBe(28.5);
});

test('what its camera did not see it does not show', () => {
  other = film({ currentTime: 0, duration: 20 });
  clock = film({ currentTime: 0.5, paused: false });
  const standing = begin();
  expect([standing.current, other.paused]).toEqual(['away', true]);
  now(clock, 'timeupdate', { currentTime: 1.6 });
  expect([standing.current, other.paused]).toEqual(['here', false]);
  now(clock, 'timeupdate', { currentTime: 30 });
  expect([standing.current, other.paused]).toEqual(['away', true]);
});

test('one that has ended does not begin anew', () => {
  other = film({ currentTime: 20, duration: 20, ended: true });
  clock = film({ currentTime: 21.45, paused: false });
  begin();
  expect(other.play).not.toHaveBeenCalled();
});

test('it comes once there is something to see, and tells where it fails', () => {
  other = film({ readyState: 0 });
  const standing = begin();
  expect(standing.current).toBe('coming');
  now(other, 'loadedmetadata', { readyState: 1 });
  expect([standing.current, other.currentTime]).toEqual(['coming', 8.5]);
  now(other, 'canplay', { readyState: 4 });
  expect(standing.current).toBe('here');
  now(other, 'error', { error: {} as MediaError });
  expect(standing.current).toBe('failed');
});
