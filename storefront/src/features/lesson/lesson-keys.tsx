'use client';

import { useEffect } from 'react';

import { isTyping } from '@/lib/player/keys';

const TARGETS: Record<string, string> = { n: 'next', p: 'previous' };

/** n and p lead to the next and the previous lesson. */
export function LessonKeys() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = TARGETS[event.key.toLowerCase()];
      if (!target || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      document.querySelector<HTMLAnchorElement>(`a[data-lesson="${target}"]`)?.click();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return null;
}
