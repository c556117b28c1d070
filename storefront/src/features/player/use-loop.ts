'use client';

import { useState } from 'react';

import { loopBetween, nameOfLoop, type Loop, type NamedLoop } from '@/lib/player/loops';

import { useLoopShelf, type OpenShelf } from './use-shelf';

export interface LoopTool {
  loop: Loop | null;
  /** Set with no end yet. */
  from: number | null;
  shelf: OpenShelf<NamedLoop>;
  /** The kept loop that was taken up, whatever became of its ends since. */
  taken: NamedLoop | null;
  setFrom: (time: number) => void;
  setTo: (time: number) => void;
  choose: (loop: Loop | null) => void;
  take: (loop: NamedLoop) => void;
  /** Keep the loop under a name. */
  save: (name: string) => void;
  /** Give the kept loop that was taken up this name, and the ends that it has now. */
  change: (name: string) => void;
}

/** The loop that plays, and those that the person keeps for the film or sound in `block`. */
export function useLoop(block: string, duration: number): LoopTool {
  const [loop, setLoop] = useState<Loop | null>(null);
  const [from, setStart] = useState<number | null>(null);
  const [takenId, setTakenId] = useState<string | null>(null);
  const shelf = useLoopShelf(block);
  const taken = shelf.things.find(({ id }) => id === takenId) ?? null;
  const keep = (id: string, name: string) => {
    if (loop) shelf.keep({ ...loop, id, block, name: nameOfLoop(name) });
  };
  const choose = (chosen: Loop | null) => {
    setLoop(chosen && loopBetween(chosen.from, chosen.to, duration));
    setStart(chosen?.from ?? null);
    if (!chosen) setTakenId(null);
  };
  return {
    loop,
    from,
    shelf,
    taken,
    setFrom: (time) => {
      setStart(time);
      if (loop) setLoop(loopBetween(time, Math.max(loop.to, time), duration));
    },
    setTo: (time) => {
      setLoop(loopBetween(Math.min(from ?? loop?.from ?? 0, time), time, duration));
    },
    choose,
    take: (kept) => {
      choose(kept);
      setTakenId(kept.id);
    },
    save: (name) => keep(crypto.randomUUID(), name),
    change: (name) => {
      if (taken) keep(taken.id, name);
    },
  };
}
