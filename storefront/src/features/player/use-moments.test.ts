import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { momentHash } from '@/lib/player/moments';

import type { Media } from './use-media';
import { useMoments } from './use-moments';

const BLOCK = 'c0a8012e-4b1d-4f6a-9d2b-0a4a4d7f1a10';
const OTHER = 'd0a8012e-4b1d-4f6a-9d2b-0a4a4d7f1a10';
const seek = vi.fn();
let element: HTMLMediaElement;

beforeEach(() => {
  element = document.createElement('audio');
  element.scrollIntoView = vi.fn();
  seek.mockReset();
});

afterEach(() => {
  document.body.replaceChildren();
  history.replaceState(null, '', '/');
});

const media = (duration: number) => ({ element, state: { duration }, seek }) as unknown as Media;
const open = (duration: number) => renderHook(({ length }) => useMoments(BLOCK, media(length)), { initialProps: { length: duration } });

function follow(hash: string) {
  const link = document.body.appendChild(document.createElement('a'));
  link.href = hash;
  act(() => link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })));
}

test('the player goes where the address leads, as soon as its length is known', () => {
  history.replaceState(null, '', momentHash({ block: BLOCK, seconds: 83 }));
  const { rerender } = open(0);
  expect(seek).not.toHaveBeenCalled();
  rerender({ length: 120 });
  expect(seek).toHaveBeenCalledExactlyOnceWith(83);
  expect(element.scrollIntoView).toHaveBeenCalled();
});

test('a link of the page leads there each time it is followed', () => {
  open(120);
  follow(momentHash({ block: BLOCK, seconds: 7 }));
  follow(momentHash({ block: BLOCK, seconds: 7 }));
  expect(seek.mock.calls.filter(([seconds]) => seconds === 7).length).toBeGreaterThanOrEqual(2);
});

test('what leads to another film or elsewhere moves nothing', () => {
  history.replaceState(null, '', momentHash({ block: OTHER, seconds: 83 }));
  open(120);
  follow('#contents');
  follow(`/elsewhere${momentHash({ block: BLOCK, seconds: 7 })}`);
  expect(seek).not.toHaveBeenCalled();
});
