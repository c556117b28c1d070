import { expect, test, vi } from 'vitest';

import { endWhole } from './whole-stream';

type Range = readonly [number, number];

/** A stream of so many seconds, and what its buffers hold. */
function stream(duration: number, ...buffers: Range[][]) {
  const ended = vi.fn();
  const sourceBuffers = buffers.map((ranges) => ({
    buffered: { length: ranges.length, start: (place: number) => ranges[place]?.[0], end: (place: number) => ranges[place]?.[1] },
  }));
  const source = { duration, sourceBuffers, endOfStream: ended } as unknown as MediaSource;
  endWhole(source);
  source.endOfStream();
  return ended;
}

test('a stream ends once its end is there', () => {
  expect(stream(40, [[0, 40.03]])).toHaveBeenCalledOnce();
  expect(stream(40, [[0, 4], [8, 39.96]])).toHaveBeenCalledOnce(); // prettier-ignore
});

test('the length of what is left is not that of the film', () => {
  expect(stream(40, [[0, 5]], [[0, 5.01]])).not.toHaveBeenCalled();
  expect(stream(40, [], [])).not.toHaveBeenCalled();
});

test('the longer of sound and pictures tells the length', () => {
  expect(stream(40, [[0, 37]], [[0, 40]])).toHaveBeenCalledOnce();
});
