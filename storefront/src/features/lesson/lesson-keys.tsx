'use client';

import { useEffect } from 'react';

import { usePreferences } from '@/features/player/use-preferences';
import { isTyping } from '@/lib/player/keys';

const TARGETS: Record<string, string> = { n: 'next', p: 'previous' };

/** n and p lead to the next and the previous lesson, unless the person switched single letters off (WCAG 2.1.4). */
export function LessonKeys() {
  const [{ shortcuts: isOn }] = usePreferences();
  useEffect(() => {
    if (!isOn) return;
    const onKey = (event: KeyboardEvent) => {
      const target = TARGETS[event.key.toLowerCase()];
      if (!target || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      document.querySelector<HTMLAnchorElement>(`a[data-lesson="${target}"]`)?.click();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [isOn]);
  return null;
}
