import type { SoundOutlineOut } from '@/lib/api/schema';

/** The lowest and the highest of each step of a sound, in turn, from -128 to 127. */
export type Pairs = readonly number[];

/** More columns than these nobody tells apart on a bar. */
const MOST_COLUMNS = 400;
/** What is softer than this part of full scale is not drawn as if it were loud. */
const SOFTEST_FULL = 0.1;
/** Silence is a line, not a gap. */
const THINNEST = 1.5;

/** The pairs of an outline as the API sends it; none of what cannot be drawn. */
export function pairsOf({ bits, channels, data }: SoundOutlineOut): Pairs | null {
  const canBeDrawn = bits === 8 && channels === 1 && data.length >= 2 && data.length % 2 === 0;
  return canBeDrawn ? data : null;
}

/** The outline as one closed path in a box of that size: along the highest there, and back along the lowest. */
export function outlinePath(pairs: Pairs, width: number, height: number): string {
  const count = pairs.length / 2;
  const columns = Math.min(count, MOST_COLUMNS);
  const loudest = Math.max(SOFTEST_FULL * 128, pairs.reduce((most, each) => Math.max(most, Math.abs(each)), 0));
  const middle = height / 2;
  const upper: string[] = [];
  const lower: string[] = [];
  for (let column = 0; column < columns; column += 1) {
    const part = pairs.slice(2 * Math.floor((column * count) / columns), 2 * Math.floor(((column + 1) * count) / columns));
    const x = (((column + 0.5) / columns) * width).toFixed(1);
    upper.push(`${x} ${(middle - Math.max(THINNEST, (Math.max(...part) / loudest) * middle)).toFixed(1)}`);
    lower.unshift(`${x} ${(middle + Math.max(THINNEST, (-Math.min(...part) / loudest) * middle)).toFixed(1)}`);
  }
  return `M0 ${middle} L${upper.join(' L')} L${width} ${middle} L${lower.join(' L')}Z`;
}
