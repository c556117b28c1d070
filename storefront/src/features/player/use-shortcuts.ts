'use client';

import { useEffect, useRef, type RefObject } from 'react';

import { commandOf, type Command } from '@/lib/player/keys';

/** The player that was used last takes the keys; before any was, the first on the page. */
let inUse: HTMLElement | null = null;

/** Keys for the player. Single letters work wherever the focus is, unless the person switched them off. */
export function useShortcuts(container: RefObject<HTMLElement | null>, isOn: boolean, run: (command: Command) => void): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    const here = container.current;
    if (!here) return;
    inUse ??= here;
    const use = () => {
      inUse = here;
    };
    const onKey = (event: KeyboardEvent) => {
      const isInside = event.target instanceof Node && here.contains(event.target);
      if (event.defaultPrevented || (!isInside && (!isOn || inUse !== here))) return;
      const command = commandOf(event, isInside);
      if (!command) return;
      event.preventDefault();
      latest.current(command);
    };
    here.addEventListener('pointerdown', use);
    here.addEventListener('focusin', use);
    document.addEventListener('keydown', onKey);
    return () => {
      if (inUse === here) inUse = null;
      here.removeEventListener('pointerdown', use);
      here.removeEventListener('focusin', use);
      document.removeEventListener('keydown', onKey);
    };
  }, [container, isOn]);
}
