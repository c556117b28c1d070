'use client';

import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';

import { Keeper } from '@/lib/player/keeper';
import { LOOPS, type NamedLoop } from '@/lib/player/loops';
import { deviceStore } from '@/lib/player/memory-store';
import { NOTES, type MomentNote } from '@/lib/player/notes';

interface Keepers {
  loops: Keeper<NamedLoop>;
  notes: Keeper<MomentNote>;
}

const KeptInLesson = createContext<Keepers | null>(null);

/** Who keeps the loops and the notes of the lesson around; null for visitors and in previews. */
export const useKeepers = () => useContext(KeptInLesson);

/** Has the loops and notes of a lesson kept with the account of `person`, who is null for visitors. */
export function KeptInLessonProvider({ lessonId, person, children }: { lessonId: string; person: string | null; children: ReactNode }) {
  const [keepers] = useState(() => person && keepersOf(person, lessonId));
  useEffect(() => {
    if (!keepers) return;
    const sync = () => void Promise.all([keepers.loops.sync(), keepers.notes.sync()]);
    window.addEventListener('online', sync);
    return () => window.removeEventListener('online', sync);
  }, [keepers]);
  return <KeptInLesson value={keepers || null}>{children}</KeptInLesson>;
}

const keepersOf = (person: string, lesson: string): Keepers => ({
  loops: new Keeper(LOOPS, deviceStore(), person, lesson),
  notes: new Keeper(NOTES, deviceStore(), person, lesson),
});
