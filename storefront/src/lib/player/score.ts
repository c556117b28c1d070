export interface PlayedNote {
  /** Seconds from the beginning, at the tempo that is written. */
  at: number;
  seconds: number;
  /** As MIDI counts: 60 is the middle C. */
  pitch: number;
}

/** Notes that light up together, from `at` until the next step. */
export interface Step {
  at: number;
  elements: () => Element[];
}

/** A score as drawn, with what it takes to hear and follow it. */
export interface DrawnScore {
  notes: readonly PlayedNote[];
  steps: readonly Step[];
  seconds: number;
}

export const hertzOf = (pitch: number) => 440 * 2 ** ((pitch - 69) / 12);

/** The step that sounds at `time`, or null before the first. */
export function stepAt(steps: readonly Step[], time: number): Step | null {
  return steps.findLast((step) => step.at <= time) ?? null;
}

/** The notes that begin from `from` until before `until`, in that order. */
export function notesBetween(notes: readonly PlayedNote[], from: number, until: number): PlayedNote[] {
  return notes.filter((note) => note.at >= from && note.at < until).sort((one, other) => one.at - other.at);
}
