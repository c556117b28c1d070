'use client';

import { useEffect, useRef, useState } from 'react';

import { useLessonSession } from '@/features/lesson/lesson-session';
import { momentIn } from '@/lib/player/moments';

import type { Media } from './use-media';

const EVERY_MS = 7_000;
/** Nearer to the beginning or the end than this, one begins anew. */
const NEAR_SECONDS = 3;

/**
 * Keeps where the lesson's film stands, and goes on there. Answers the second at which it went on, or null.
 * Nothing happens for films beside the main one.
 */
export function useKeptPosition(media: Media, isMain: boolean): number | null {
  const session = useLessonSession();
  const [resumedAt, setResumedAt] = useState<number | null>(null);
  const resumeTo = useRef(isMain ? (session?.startsAt ?? 0) : 0);
  const keep = isMain ? session?.keepPosition : undefined;
  const reachEnd = isMain ? session?.reachEnd : undefined;
  const { duration } = media.state;

  useEffect(() => {
    const wanted = resumeTo.current;
    if (!duration) return;
    resumeTo.current = 0;
    // The address leads to a moment of its own.
    if (momentIn(window.location.hash)) return;
    if (wanted < NEAR_SECONDS || wanted > duration - NEAR_SECONDS) return;
    media.seek(wanted);
    setResumedAt(wanted);
  }, [duration, media]);

  const { element } = media;
  useEffect(() => {
    if (!element || !keep) return;
    let kept = -1;
    const save = () => {
      const second = Math.floor(element.currentTime);
      // Opening the page is no progress, nor is standing still.
      if (second === kept || (kept === -1 && element.played.length === 0)) return;
      kept = second;
      keep(second);
    };
    const onHidden = () => {
      if (document.visibilityState === 'hidden') save();
    };
    const onEnded = () => {
      save();
      reachEnd?.();
    };
    const timer = setInterval(() => {
      if (!element.paused) save();
    }, EVERY_MS);
    element.addEventListener('pause', save);
    element.addEventListener('ended', onEnded);
    window.addEventListener('pagehide', save);
    document.addEventListener('visibilitychange', onHidden);
    return () => {
      save();
      clearInterval(timer);
      element.removeEventListener('pause', save);
      element.removeEventListener('ended', onEnded);
      window.removeEventListener('pagehide', save);
      document.removeEventListener('visibilitychange', onHidden);
    };
  }, [element, keep, reachEnd]);
  return resumedAt;
}
