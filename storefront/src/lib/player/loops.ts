import { clamp } from './clock';

/** A part of a film that repeats, in seconds. */
export interface Loop {
  from: number;
  to: number;
}

export interface NamedLoop extends Loop {
  id: string;
  name: string;
}

/** Below this nothing is seen or heard any more. */
export const SHORTEST_LOOP = 0.3;
const LONGEST_NAME = 60;
const MOST_LOOPS = 50;

/** The loop between two moments in either order, within the film and long enough. */
export function loopBetween(one: number, other: number, duration: number): Loop {
  const from = clamp(Math.min(one, other), 0, Math.max(0, duration - SHORTEST_LOOP));
  return { from, to: clamp(Math.max(one, other), from + SHORTEST_LOOP, Math.max(duration, from + SHORTEST_LOOP)) };
}

/** Whether playing from `before` to `now` came to the loop's end. Who seeks past it is not held back. */
export function reachesEnd(loop: Loop, before: number, now: number): boolean {
  return before < loop.to && before >= loop.from - SHORTEST_LOOP && now >= loop.to && now - before < 1;
}

/** Kept loops as they were written down, without what is none. */
export function readLoops(text: string | null): NamedLoop[] {
  try {
    const kept: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(kept) ? kept.filter(isLoop).slice(0, MOST_LOOPS) : [];
  } catch {
    return [];
  }
}

/** The loops with another one, in the order of the film. */
export function addLoop(loops: readonly NamedLoop[], loop: NamedLoop): NamedLoop[] {
  const named = { ...loop, name: loop.name.trim().slice(0, LONGEST_NAME) };
  return [...loops.filter((each) => each.id !== loop.id), named]
    .slice(-MOST_LOOPS)
    .sort((one, other) => one.from - other.from || one.to - other.to);
}

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
