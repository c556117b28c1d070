import { clamp } from './clock';

export const SLOWEST_TEMPO = 30;
export const FASTEST_TEMPO = 240;
/** What is counted before the first beat. */
export const COUNT_IN = [5, 6, 7, 8] as const;

/** After so long a pause, tapping begins anew. */
const FORGET_MS = 2_500;
const MOST_TAPS = 8;

export function readTempo(value: unknown): number {
  const beats = Number(value);
  return Number.isFinite(beats) && beats > 0 ? clamp(Math.round(beats), SLOWEST_TEMPO, FASTEST_TEMPO) : 80;
}

/** The taps that still count with one more, at milliseconds of any clock. */
export function addTap(taps: readonly number[], now: number): number[] {
  const last = taps.at(-1);
  return last !== undefined && now - last > FORGET_MS ? [now] : [...taps, now].slice(-MOST_TAPS);
}

/** Beats a minute of the taps, or null for fewer than two. The middle interval counts, so one late tap changes little. */
export function tempoOf(taps: readonly number[]): number | null {
  const between = taps.slice(1).map((tap, place) => tap - (taps[place] ?? 0)).sort((one, other) => one - other);
  const middle = between.length % 2 ? between[(between.length - 1) / 2] : mean(between[between.length / 2 - 1], between[between.length / 2]);
  return middle ? readTempo(60_000 / middle) : null;
}

export interface Beat {
  /** On the clock of the sound. */
  at: number;
  /** Which of all beats, from 0. */
  number: number;
  isFirst: boolean;
}

/** The beats from number `next` on that fall before `until`, for a count that began at `start`. */
export function beatsUntil(until: number, next: number, start: number, tempo: number, beatsABar: number): Beat[] {
  const beats: Beat[] = [];
  for (let number = next; start + (number * 60) / tempo < until; number += 1) {
    beats.push({ at: start + (number * 60) / tempo, number, isFirst: number % beatsABar === 0 });
  }
  return beats;
}

function mean(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : (one + other) / 2;
}
