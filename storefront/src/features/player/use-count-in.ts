'use client';

import { useCallback, useEffect, useRef, useState } from 'react';

import { Metronome, pageSound } from '@/lib/player/metronome';
import { COUNT_IN } from '@/lib/player/tempo';

export interface CountIn {
  /** What is being counted, or null. */
  count: number | null;
  begin: (tempo: number, then: () => void) => void;
  cancel: () => void;
}

/** Counts 5, 6, 7, 8 aloud, then goes on. */
export function useCountIn(): CountIn {
  const [count, setCount] = useState<number | null>(null);
  const running = useRef<Metronome | null>(null);
  const cancel = useCallback(() => {
    running.current?.stop();
    running.current = null;
    setCount(null);
  }, []);
  const begin = useCallback(
    (tempo: number, then: () => void) => {
      cancel();
      running.current = new Metronome(pageSound(), {
        tempo,
        beatsABar: COUNT_IN.length,
        beats: COUNT_IN.length,
        onBeat: (number) => setCount(COUNT_IN[number] ?? null),
        onEnd: () => {
          cancel();
          then();
        },
      });
      running.current.start();
    },
    [cancel],
  );
  useEffect(() => cancel, [cancel]);
  return { count, begin, cancel };
}
