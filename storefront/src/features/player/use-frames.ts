'use client';

import { useCallback, useEffect, useRef } from 'react';

import { frameBeside, frameLength } from '@/lib/player/frames';

import type { Media } from './use-media';

const REMEMBERED = 12;

/** Steps to the frame before or after. How long one is, the film tells while it plays. */
export function useFrames(media: Media): (direction: 1 | -1) => void {
  const times = useRef<number[]>([]);
  const { element } = media;
  useEffect(() => {
    if (!(element instanceof HTMLVideoElement) || !('requestVideoFrameCallback' in element)) return;
    let asked = element.requestVideoFrameCallback(function seen(_, frame) {
      times.current = [...times.current, frame.mediaTime].slice(-REMEMBERED);
      asked = element.requestVideoFrameCallback(seen);
    });
    return () => element.cancelVideoFrameCallback(asked);
  }, [element]);
  return useCallback(
    (direction) => {
      if (!element) return;
      media.pause();
      media.seek(frameBeside(element.currentTime, frameLength(times.current), direction));
    },
    [element, media],
  );
}
