'use client';

import type Hls from 'hls.js';
import { useCallback, useEffect, useRef, useState } from 'react';

import { reload } from '@/lib/player/reload';

/** Sizes in which the film may be watched, the largest first; the player chooses while `chosen` is none. */
export interface Quality {
  sizes: readonly Size[];
  chosen: number | null;
  choose: (level: number | null) => void;
}

interface Size {
  level: number;
  /** The shorter side in pixels, by which people know it. */
  lines: number;
}

const AUTOMATIC = -1;
const BEGINNING_SECONDS = 4;
const AHEAD_SECONDS = 30;
const NATIVE = 'application/vnd.apple.mpegurl';

/**
 * Plays the stream of a film; its library is fetched only for one. Where it cannot be played, or breaks for good, the film
 * goes on as it was uploaded, from where it is.
 */
export function useStream(element: HTMLMediaElement | null, streamUrl: string | null, fileUrl: string): Quality {
  const stream = useRef<Hls>(null);
  const [sizes, setSizes] = useState<readonly Size[]>([]);
  const [chosen, setChosen] = useState<number | null>(null);
  useEffect(() => {
    if (!element || !streamUrl) return;
    let isLeft = false;
    let leave = () => {};
    void import('hls.js/light')
      .then(({ default: Library }) => {
        if (isLeft) return;
        if (!Library.isSupported()) {
          if (element.canPlayType(NATIVE)) element.src = streamUrl;
          return;
        }
        // Our content policy lets nobody make workers of strings. Who has not begun to watch is sent a beginning alone.
        const library = new Library({ enableWorker: false, backBufferLength: 60, maxBufferLength: BEGINNING_SECONDS });
        element.addEventListener('play', () => (library.config.maxBufferLength = AHEAD_SECONDS), { once: true });
        const end = () => {
          library.destroy();
          stream.current = null;
          setSizes([]);
        };
        library.on(Library.Events.MANIFEST_PARSED, (_, { levels }) => {
          const found = levels.map(({ width, height }, level) => ({ level, lines: Math.min(width, height) }));
          setSizes(found.sort((one, other) => other.lines - one.lines));
        });
        let hasRecovered = false;
        library.on(Library.Events.ERROR, (_, { fatal, type }) => {
          if (!fatal) return;
          if (type === Library.ErrorTypes.MEDIA_ERROR && !hasRecovered) {
            hasRecovered = true;
            return library.recoverMediaError();
          }
          end();
          reload(element, fileUrl);
        });
        library.loadSource(streamUrl);
        library.attachMedia(element);
        stream.current = library;
        leave = end;
      })
      // The library did not come: the film is in the element already.
      .catch(() => {});
    return () => {
      isLeft = true;
      leave();
    };
  }, [element, streamUrl, fileUrl]);
  const choose = useCallback((level: number | null) => {
    setChosen(level);
    if (stream.current) stream.current.nextLevel = level ?? AUTOMATIC;
  }, []);
  return { sizes, chosen, choose };
}
