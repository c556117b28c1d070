import type { NoteInRequest, NoteOut } from '@/lib/api/schema';

import type { Kept, Shelf } from './shelf';

/** Words at a moment of a film or a sound. */
export interface MomentNote extends Kept {
  /** Seconds. */
  at: number;
  text: string;
}

export const LONGEST_NOTE = 2000;

export const NOTES: Shelf<MomentNote> = {
  name: 'notes',
  most: 200,
  holds: isNote,
  compare: (one, other) => one.at - other.at,
  fromApi: ({ id, block, at_ms, text }: NoteOut) => ({ id, block, at: at_ms / 1000, text }),
  toApi: ({ block, at, text }): NoteInRequest => ({ block, at_ms: Math.round(at * 1000), text }),
};

function isNote(value: unknown): value is MomentNote {
  const note = value as Partial<MomentNote> | null;
  return typeof note?.id === 'string' && typeof note.text === 'string' && typeof note.at === 'number' && note.at >= 0;
}
