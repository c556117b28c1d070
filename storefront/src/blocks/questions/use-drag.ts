'use client';

import { useEffect, useRef, type PointerEvent, type RefObject } from 'react';

interface Listeners {
  /** The item is over the place of another. */
  onMove: (id: string, to: number) => void;
  onDrop: (id: string) => void;
}

/** Has the rows of a list, each with its `data-item`, follow the pointer that took hold of one. */
export function useDrag(list: RefObject<HTMLElement | null>, listeners: Listeners) {
  const latest = useRef(listeners);
  const letGo = useRef<(() => void) | null>(null);
  useEffect(() => {
    latest.current = listeners;
  });
  useEffect(() => () => letGo.current?.(), []);

  return (id: string) => (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0 || letGo.current) return;
    event.preventDefault();
    const { pointerId } = event;
    const move = (at: globalThis.PointerEvent) => {
      if (at.pointerId === pointerId) latest.current.onMove(id, placeAt(list.current, id, at.clientY));
    };
    const drop = (at: globalThis.PointerEvent) => {
      if (at.pointerId !== pointerId) return;
      letGo.current?.();
      latest.current.onDrop(id);
    };
    letGo.current = () => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', drop);
      window.removeEventListener('pointercancel', drop);
      letGo.current = null;
    };
    // Not on the handle: its row is taken out of the page and put back as it moves.
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', drop);
    window.addEventListener('pointercancel', drop);
  };
}

/** Below how many of the other rows the pointer is. */
function placeAt(list: HTMLElement | null, id: string, y: number): number {
  const others = [...(list?.querySelectorAll<HTMLElement>('[data-item]') ?? [])].filter((row) => row.dataset.item !== id);
  return others.filter((row) => {
    const { top, height } = row.getBoundingClientRect();
    return top + height / 2 < y;
  }).length;
}
