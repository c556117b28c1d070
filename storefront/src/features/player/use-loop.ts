'use client';

import { useCallback, useState } from 'react';

import { addLoop, loopBetween, readLoops, type Loop, type NamedLoop } from '@/lib/player/loops';
import { deviceStore } from '@/lib/player/memory-store';

export interface LoopTool {
  loop: Loop | null;
  /** Set with no end yet. */
  from: number | null;
  saved: readonly NamedLoop[];
  setFrom: (time: number) => void;
  setTo: (time: number) => void;
  choose: (loop: Loop | null) => void;
  save: (name: string) => void;
  remove: (id: string) => void;
}

/** The loop that plays, and those that the person keeps for this film, under `key` on this device. */
export function useLoop(key: string, duration: number): LoopTool {
  const [loop, setLoop] = useState<Loop | null>(null);
  const [from, setStart] = useState<number | null>(null);
  const [saved, setSaved] = useState<readonly NamedLoop[]>(() =>
    typeof window === 'undefined' ? [] : readLoops(deviceStore().getItem(key)),
  );
  const keep = useCallback(
    (loops: NamedLoop[]) => {
      setSaved(loops);
      deviceStore().setItem(key, JSON.stringify(loops));
    },
    [key],
  );
  return {
    loop,
    from,
    saved,
    setFrom: (time) => {
      setStart(time);
      if (loop) setLoop(loopBetween(time, Math.max(loop.to, time), duration));
    },
    setTo: (time) => {
      setLoop(loopBetween(Math.min(from ?? loop?.from ?? 0, time), time, duration));
    },
    choose: (chosen) => {
      setLoop(chosen && loopBetween(chosen.from, chosen.to, duration));
      setStart(chosen?.from ?? null);
    },
    save: (name) => {
      if (loop) keep(addLoop(saved, { ...loop, id: crypto.randomUUID(), name }));
    },
    remove: (id) => keep(saved.filter((each) => each.id !== id)),
  };
}
