import { clamp } from './clock';

export const SPEEDS = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2] as const;
export const SLOWEST = 0.25;
export const FASTEST = 2;

/** The next faster or slower of the usual speeds, from any speed. */
export function nextSpeed(speed: number, direction: 1 | -1): number {
  const ahead = direction > 0 ? SPEEDS.find((each) => each > speed) : SPEEDS.findLast((each) => each < speed);
  return ahead ?? (direction > 0 ? FASTEST : SLOWEST);
}

/** A speed that a film can be played at; what is none is the film's own. */
export function readSpeed(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? clamp(value, SLOWEST, FASTEST) : 1;
}
