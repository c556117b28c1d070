'use client';

import { useCallback, useSyncExternalStore } from 'react';

import { deviceStore } from '@/lib/player/memory-store';
import { readPreferences, USUAL, type Preferences } from '@/lib/player/preferences';

const KEY = 'player.preferences';

let store: ReturnType<typeof deviceStore> | undefined;
let known: Preferences | undefined;
const listeners = new Set<() => void>();

function current(): Preferences {
  store ??= deviceStore();
  known ??= readPreferences(store.getItem(KEY));
  return known;
}

function listen(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What the person chose in any player, and how to choose anew; kept on this device. */
export function usePreferences(): [Preferences, (changes: Partial<Preferences>) => void] {
  const preferences = useSyncExternalStore(listen, current, () => USUAL);
  const change = useCallback((changes: Partial<Preferences>) => {
    known = { ...current(), ...changes };
    store?.setItem(KEY, JSON.stringify(known));
    listeners.forEach((listener) => listener());
  }, []);
  return [preferences, change];
}
