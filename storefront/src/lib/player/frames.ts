/** Until a film has told its own. */
export const USUAL_FRAME = 1 / 25;
const SHORTEST = 1 / 125;
const LONGEST = 1 / 10;

/** How long a frame is shown, from the times of frames as they appeared; dropped ones make gaps, so the shortest counts. */
export function frameLength(times: readonly number[]): number {
  const gaps = times.slice(1).map((time, place) => time - (times[place] ?? 0));
  const real = gaps.filter((gap) => gap >= SHORTEST && gap <= LONGEST);
  return real.length ? Math.min(...real) : USUAL_FRAME;
}

/** The middle of the frame before or after the one shown: its edges belong to either. */
export function frameBeside(time: number, length: number, direction: 1 | -1): number {
  const shown = Math.floor(time / length + 0.001);
  return Math.max(0, shown + direction + 0.5) * length;
}
