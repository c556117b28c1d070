'use client';

import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';

import { LoopKeeper } from '@/lib/player/loop-keeper';
import { deviceStore } from '@/lib/player/memory-store';

const Keeper = createContext<LoopKeeper | null>(null);

/** Who keeps the loops of the lesson around; null for visitors and in previews. */
export const useLoopKeeper = () => useContext(Keeper);

/** Has the loops of a lesson kept with the account of `person`, who is null for visitors. */
export function LessonLoopsProvider({ lessonId, person, children }: { lessonId: string; person: string | null; children: ReactNode }) {
  const [keeper] = useState(() => person && new LoopKeeper(deviceStore(), person, lessonId));
  useEffect(() => {
    if (!keeper) return;
    window.addEventListener('online', keeper.sync);
    return () => window.removeEventListener('online', keeper.sync);
  }, [keeper]);
  return <Keeper value={keeper || null}>{children}</Keeper>;
}
