import type { LoopInRequest, LoopOut } from '@/lib/api/schema';

import { clamp } from './clock';
import type { Kept, Shelf } from './shelf';

/** A part of a film that repeats, in seconds. */
export interface Loop {
  from: number;
  to: number;
}

export interface NamedLoop extends Loop, Kept {
  name: string;
}

/** Below this nothing is seen or heard any more. */
export const SHORTEST_LOOP = 0.3;
const LONGEST_NAME = 60;

export const LOOPS: Shelf<NamedLoop> = {
  name: 'loops',
  most: 50,
  holds: isLoop,
  compare: (one, other) => one.from - other.from || one.to - other.to,
  fromApi: ({ id, block, name, start_ms, end_ms }: LoopOut) => ({ id, block, name, from: start_ms / 1000, to: end_ms / 1000 }),
  toApi: ({ block, name, from, to }): LoopInRequest => ({ block, name, start_ms: Math.round(from * 1000), end_ms: Math.round(to * 1000) }),
};

/** The loop between two moments in either order, within the film and long enough. */
export function loopBetween(one: number, other: number, duration: number): Loop {
  const from = clamp(Math.min(one, other), 0, Math.max(0, duration - SHORTEST_LOOP));
  return { from, to: clamp(Math.max(one, other), from + SHORTEST_LOOP, Math.max(duration, from + SHORTEST_LOOP)) };
}

/** Whether playing from `before` to `now` came to the loop's end. Who seeks past it is not held back. */
export function reachesEnd(loop: Loop, before: number, now: number): boolean {
  return before < loop.to && before >= loop.from - SHORTEST_LOOP && now >= loop.to && now - before < 1;
}

/** The name as it can be kept. */
export const nameOfLoop = (name: string): string => name.trim().slice(0, LONGEST_NAME);

function isLoop(value: unknown): value is NamedLoop {
  const loop = value as Partial<NamedLoop> | null;
  return (
    typeof loop?.id === 'string' &&
    typeof loop.name === 'string' &&
    typeof loop.from === 'number' &&
    typeof loop.to === 'number' &&
    loop.from >= 0 &&
    loop.to > loop.from
  );
}
