'use client';

import { useCallback, useState, useSyncExternalStore } from 'react';

import { useLoopKeeper } from '@/features/lesson/lesson-loops';
import { NO_LOOPS, type KeepState } from '@/lib/player/loop-keeper';
import { addLoop, readLoops, type NamedLoop } from '@/lib/player/loops';
import { deviceStore } from '@/lib/player/memory-store';

export interface LoopShelf {
  loops: readonly NamedLoop[];
  keep: (loop: NamedLoop) => void;
  forget: (id: string) => void;
  /** `here`: in this browser alone, for want of an account. */
  state: KeepState | 'here';
}

const listenToNobody = () => () => {};

/** The loops kept for the film or sound in a block: with the person's account, or in this browser for visitors. */
export function useKeptLoops(block: string): LoopShelf {
  const keeper = useLoopKeeper();
  const mine = useSyncExternalStore(
    keeper?.subscribe ?? listenToNobody,
    () => keeper?.snapshot() ?? NO_LOOPS,
    () => NO_LOOPS,
  );
  const here = useLoopsHere(block);
  if (!keeper) return here;
  return {
    loops: mine.loops.filter((loop) => loop.block === block),
    keep: (loop) => keeper.keep(loop),
    forget: (id) => keeper.forget(id),
    state: mine.state,
  };
}

function useLoopsHere(block: string): LoopShelf {
  const key = `loops.here.${block}`;
  const [loops, setLoops] = useState<readonly NamedLoop[]>(() =>
    typeof window === 'undefined' ? [] : readLoops(deviceStore().getItem(key)).map((loop) => ({ ...loop, block })),
  );
  const write = useCallback(
    (changed: NamedLoop[]) => {
      setLoops(changed);
      deviceStore().setItem(key, JSON.stringify(changed));
    },
    [key],
  );
  return {
    loops,
    keep: (loop) => write(addLoop(loops, loop)),
    forget: (id) => write(loops.filter((each) => each.id !== id)),
    state: 'here',
  };
}
