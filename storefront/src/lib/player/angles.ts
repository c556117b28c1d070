import { clamp } from './clock';

/** Which of the angles one sees, by their places; the first is the main one. With one beside it, the main one is seen too. */
export interface View {
  alone: number;
  beside: number | null;
}

export const MAIN_ALONE: View = { alone: 0, beside: null };

/** The angle that is seen alone, or beside the main one. */
export const angleOf = ({ alone, beside }: View): number => beside ?? alone;

export function chooseAngle(view: View, angle: number): View {
  return view.beside === null ? { alone: angle, beside: null } : { ...view, beside: angle };
}

/** The next of so many angles, round and round; beside the main one, the next of the others. */
export function nextAngle(view: View, count: number): View {
  const next = (angleOf(view) + 1) % count;
  return chooseAngle(view, view.beside === null ? next : next || 1);
}

/** Two angles side by side, or again the one that was there alone. */
export function toggleBeside(view: View): View {
  return { ...view, beside: view.beside === null ? view.alone || 1 : null };
}

/** Where a film stands at a moment of the clock, whose camera began so much later; null where it was not running. */
export function momentOf(clock: number, offset: number, duration: number): number | null {
  const moment = clock - offset;
  const nearest = clamp(moment, 0, duration);
  return Math.abs(moment - nearest) > BEYOND_SECONDS ? null : nearest;
}

/** What is further off than this is brought there at once. */
export const FAR_SECONDS = 0.3;
/** Two pictures that stand still show the same moment to this. */
export const STILL_SECONDS = 0.005;
/** Films of the same length end within this; the shorter shows its last picture meanwhile. */
const BEYOND_SECONDS = 0.5;
const MOST_CHANGE = 0.25;
const STEP = 0.05;

/** How fast a film goes that is so many seconds behind its clock (ahead where negative), which goes at `speed`. */
export function speedToCatchUp(behind: number, speed: number): number {
  // In steps, for a film that is told another speed at each look stutters.
  const change = Math.round((behind * 2) / STEP) * STEP;
  return speed * (1 + clamp(change, -MOST_CHANGE, MOST_CHANGE));
}

export interface Size {
  level: number;
  /** The shorter side in pixels, by which people know it. */
  lines: number;
}

/** The level of the largest size that has no more than so many lines, or of the smallest; null where there is none. */
export function levelWithin(sizes: readonly Size[], lines: number): number | null {
  const sorted = [...sizes].sort((one, other) => other.lines - one.lines);
  return (sorted.find((size) => size.lines <= lines) ?? sorted.at(-1))?.level ?? null;
}
