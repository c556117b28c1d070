'use client';

import { useEffect, useMemo, useSyncExternalStore } from 'react';

import { forgetOutlived, keptText, onKeptChanged, readKept, type KeptLesson } from '@/lib/kept-lessons';

/** The lessons that are kept on this device; none while the server renders. */
export function useKeptLessons(): KeptLesson[] {
  const text = useSyncExternalStore(onKeptChanged, keptText, () => '[]');
  useEffect(() => void forgetOutlived(), []);
  return useMemo(() => readKept(text), [text]);
}
