'use client';

import type Hls from 'hls.js';
import { useEffect, useRef, useState } from 'react';

import { levelWithin, type Size } from '@/lib/player/angles';
import { reload } from '@/lib/player/reload';
import { endWhole } from '@/lib/player/whole-stream';

/** A size by its level, the sound alone, or what the player thinks best. */
export type Choice = number | 'sound' | null;

/** In which sizes the film may be watched, the largest first, and whether its sound may be heard alone. */
export interface Quality {
  sizes: readonly Size[];
  hasSound: boolean;
  chosen: Choice;
  choose: (choice: Choice) => void;
}

interface Options {
  /** No more lines than these, whatever is chosen; none where nobody looks at it now. */
  mostLines?: number | null;
  /** Where it takes something up at first. */
  begins?: Left | null;
}

const AUTOMATIC = -1;
const FROM_THE_BEGINNING = -1;
const BEGINNING_SECONDS = 4;
const AHEAD_SECONDS = 30;
const NATIVE = 'application/vnd.apple.mpegurl';

/**
 * Plays the stream of a film; its library is fetched only for one. Where it cannot be played, or breaks for good, the film
 * goes on as it was uploaded, from where it is.
 */
export function useStream(
  element: HTMLMediaElement | null,
  streamUrl: string | null,
  fileUrl: string,
  { mostLines = null, begins = null }: Options = {},
): Quality {
  const stream = useRef<Hls>(null);
  const [sizes, setSizes] = useState<readonly Size[]>([]);
  const [soundUrl, setSoundUrl] = useState<string | null>(null);
  const [chosen, setChosen] = useState<Choice>(null);
  const left = useRef<Left>(begins);
  const isSoundAlone = chosen === 'sound' && soundUrl !== null;
  const source = isSoundAlone ? soundUrl : streamUrl;
  const most = mostLines === null ? null : levelWithin(sizes, mostLines);
  const wanted = most ?? (typeof chosen === 'number' ? chosen : AUTOMATIC);
  const level = useRef(wanted);
  useEffect(() => {
    // Without a connection the library waits for one; what is kept on the device is the film as it was uploaded.
    if (!element || !source || !navigator.onLine) return;
    let isLeft = false;
    let leave = () => {};
    void import('hls.js/light')
      .then(({ default: Library }) => {
        if (isLeft) return;
        if (!Library.isSupported()) {
          if (element.canPlayType(NATIVE)) element.src = source;
          return;
        }
        // Our content policy lets nobody make workers of strings. Who has not begun to watch is sent a beginning alone.
        const library = new Library({
          enableWorker: false,
          backBufferLength: 60,
          maxBufferLength: BEGINNING_SECONDS,
          startPosition: left.current?.time ?? FROM_THE_BEGINNING,
        });
        element.addEventListener('play', () => (library.config.maxBufferLength = AHEAD_SECONDS), { once: true });
        if (left.current) goOn(element, left.current);
        left.current = null;
        const end = () => {
          library.destroy();
          stream.current = null;
        };
        library.on(Library.Events.MEDIA_ATTACHED, (_, { mediaSource }) => mediaSource && endWhole(mediaSource));
        // The list of the sound alone names no others.
        if (!isSoundAlone) {
          library.on(Library.Events.MANIFEST_LOADED, (_, { levels }) => {
            setSoundUrl(levels.find(({ width, videoCodec }) => !width && !videoCodec)?.url ?? null);
          });
          library.on(Library.Events.MANIFEST_PARSED, (_, { levels }) => {
            const found = levels.map(({ width, height }, level) => ({ level, lines: Math.min(width, height) }));
            setSizes(found.sort((one, other) => other.lines - one.lines));
            if (level.current !== AUTOMATIC) library.loadLevel = level.current;
          });
        }
        let hasRecovered = false;
        library.on(Library.Events.ERROR, (_, { fatal, type }) => {
          if (!fatal) return;
          if (type === Library.ErrorTypes.MEDIA_ERROR && !hasRecovered) {
            hasRecovered = true;
            return library.recoverMediaError();
          }
          setSoundUrl(null);
          if (isSoundAlone) {
            left.current = leftAt(element);
            return setChosen(null);
          }
          end();
          setSizes([]);
          reload(element, fileUrl);
        });
        library.loadSource(source);
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
  }, [element, source, isSoundAlone, fileUrl]);
  useEffect(() => {
    level.current = wanted;
    if (!stream.current || isSoundAlone) return;
    // What is here already of a film that nobody looks at is as good as smaller pieces.
    if (mostLines === 0) stream.current.loadLevel = wanted;
    else stream.current.nextLevel = wanted;
  }, [wanted, mostLines, isSoundAlone]);
  const choose = (choice: Choice) => {
    if ((choice === 'sound') !== isSoundAlone && element) left.current = leftAt(element);
    setChosen(choice);
  };
  return { sizes, hasSound: soundUrl !== null, chosen, choose };
}

/** Where one left the pictures for the sound alone, or came back from there; or one angle for another. */
export interface Left {
  time: number;
  speed: number;
  isPlaying: boolean;
}

export const leftAt = ({ currentTime, playbackRate, paused }: HTMLMediaElement): Left => ({
  time: currentTime,
  speed: playbackRate,
  isPlaying: !paused,
});

/** Goes on as it was before, once there is something to go on with. */
function goOn(element: HTMLMediaElement, { speed, isPlaying }: Left): void {
  element.addEventListener(
    'loadedmetadata',
    () => {
      element.playbackRate = speed;
      if (isPlaying) void element.play().catch(() => {});
    },
    { once: true },
  );
}
