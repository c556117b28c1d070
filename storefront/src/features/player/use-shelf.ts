'use client';

import { useCallback, useState, useSyncExternalStore } from 'react';

import { useKeepers } from '@/features/lesson/kept-in-lesson';
import { NOTHING_KEPT, type KeepState, type Keeper } from '@/lib/player/keeper';
import { LOOPS, type NamedLoop } from '@/lib/player/loops';
import { deviceStore } from '@/lib/player/memory-store';
import { NOTES, type MomentNote } from '@/lib/player/notes';
import { putOn, readShelf, type Kept, type Shelf } from '@/lib/player/shelf';

export interface OpenShelf<T> {
  things: readonly T[];
  keep: (thing: T) => void;
  forget: (id: string) => void;
  /** `here`: in this browser alone, for want of an account. */
  state: KeepState | 'here';
}

/** The loops kept for the film or sound in a block: with the person's account, or in this browser for visitors. */
export const useLoopShelf = (block: string): OpenShelf<NamedLoop> => useShelf(LOOPS, useKeepers()?.loops ?? null, block);

/** The notes written at moments of it, kept likewise. */
export const useNoteShelf = (block: string): OpenShelf<MomentNote> => useShelf(NOTES, useKeepers()?.notes ?? null, block);

const listenToNobody = () => () => {};

function useShelf<T extends Kept>(shelf: Shelf<T>, keeper: Keeper<T> | null, block: string): OpenShelf<T> {
  const mine = useSyncExternalStore(
    keeper?.subscribe ?? listenToNobody,
    () => keeper?.snapshot() ?? NOTHING_KEPT,
    () => NOTHING_KEPT,
  );
  const here = useShelfHere(shelf, block);
  if (!keeper) return here;
  return {
    things: mine.things.filter((thing) => thing.block === block),
    keep: (thing) => keeper.keep(thing),
    forget: (id) => keeper.forget(id),
    state: mine.state,
  };
}

function useShelfHere<T extends Kept>(shelf: Shelf<T>, block: string): OpenShelf<T> {
  const key = `${shelf.name}.here.${block}`;
  const [things, setThings] = useState<readonly T[]>(() =>
    typeof window === 'undefined' ? [] : readShelf(shelf, deviceStore().getItem(key)).map((thing) => ({ ...thing, block })),
  );
  const write = useCallback(
    (changed: T[]) => {
      setThings(changed);
      deviceStore().setItem(key, JSON.stringify(changed));
    },
    [key],
  );
  return {
    things,
    keep: (thing) => write(putOn(shelf, things, thing)),
    forget: (id) => write(things.filter((each) => each.id !== id)),
    state: 'here',
  };
}
