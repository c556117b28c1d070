import { clamp } from './clock';

/** A part of a film that repeats, in seconds. */
export interface Loop {
  from: number;
  to: number;
}

export interface NamedLoop extends Loop {
  id: string;
  /** The lesson's block that holds the film or the sound. */
  block: string;
  name: string;
}

/** Below this nothing is seen or heard any more. */
export const SHORTEST_LOOP = 0.3;
/** As many as the API keeps of a lesson. */
export const MOST_LOOPS = 50;
const LONGEST_NAME = 60;

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

/** The loops with another one, or with one of them changed, in the order of the film. */
export function addLoop(loops: readonly NamedLoop[], loop: NamedLoop): NamedLoop[] {
  return inOrder([...loops.filter((each) => each.id !== loop.id), loop].slice(-MOST_LOOPS));
}

export function inOrder(loops: readonly NamedLoop[]): NamedLoop[] {
  return [...loops].sort((one, other) => one.from - other.from || one.to - other.to);
}

/** The name as it can be kept. */
export const nameOfLoop = (name: string): string => name.trim().slice(0, LONGEST_NAME);

export function isLoop(value: unknown): value is NamedLoop {
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
