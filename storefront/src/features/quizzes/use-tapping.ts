'use client';

import { useCallback, useEffect, useRef, useState } from 'react';

import type { QuizRhythm } from '@/lib/api/schema';
import { Metronome, pageSound } from '@/lib/player/metronome';

/** How far before the first beat and after the last a tap still counts, and how many do: as at the API. */
const AROUND_MS = 2_000;
const MOST_TAPS = 100;
/** How long one waits for a last tap that comes late. */
const LINGER_MS = 600;

export interface Tapping {
  /** The beat of the bar that sounded last: of the count-in or of the rhythm; null while nothing runs. */
  beat: { number: number; isCountIn: boolean } | null;
  /** How many taps there are by now. */
  taps: number;
  begin: () => void;
  /** `at` is when the person tapped, as events tell the time. */
  tap: (at: number) => void;
  cancel: () => void;
}

/** Counts in, takes taps in milliseconds from the first beat of the rhythm, and gives them all when its bars are over. */
export function useTapping({ tempo, beats, count_in: countIn, clicks_on: clicksOn, length_ms: length }: QuizRhythm, onDone: (taps: number[]) => void): Tapping {
  const [beat, setBeat] = useState<Tapping['beat']>(null);
  const [count, setCount] = useState(0);
  const running = useRef<{ metronome: Metronome; timer: ReturnType<typeof setTimeout>; downbeat: number; taps: number[] } | null>(null);
  const latest = useRef(onDone);
  useEffect(() => {
    latest.current = onDone;
  });

  const cancel = useCallback(() => {
    running.current?.metronome.stop();
    clearTimeout(running.current?.timer);
    running.current = null;
    setBeat(null);
  }, []);

  const begin = () => {
    cancel();
    setCount(0);
    const sound = pageSound();
    const before = countIn * beats;
    const metronome = new Metronome(sound, {
      tempo,
      beatsABar: beats,
      beats: before + (clicksOn ? Math.round((length * tempo) / 60_000) : 0),
      onBeat: (number) => setBeat({ number: (number % beats) + 1, isCountIn: number < before }),
    });
    const start = metronome.start();
    // What is ordered on the sound's clock is heard a little later, and events tell the time by the page's clock.
    const heard = (start - sound.currentTime + (sound.outputLatency || 0)) * 1000;
    const untilDownbeat = heard + (before * 60_000) / tempo;
    const timer = setTimeout(() => {
      const taps = running.current?.taps ?? [];
      cancel();
      latest.current(taps);
    }, untilDownbeat + length + LINGER_MS);
    running.current = { metronome, timer, downbeat: performance.now() + untilDownbeat, taps: [] };
    setBeat({ number: 1, isCountIn: true });
  };

  const tap = (at: number) => {
    const now = running.current;
    if (!now || now.taps.length >= MOST_TAPS) return;
    const time = Math.round(at - now.downbeat);
    // Whoever taps along with the count-in is not playing yet.
    if (time < -Math.min(AROUND_MS, 30_000 / tempo)) return;
    now.taps.push(time);
    setCount(now.taps.length);
  };

  useEffect(() => cancel, [cancel]);
  return { beat, taps: count, begin, tap, cancel };
}
