'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useId, useRef, useState } from 'react';

import { Metronome, pageSound } from '@/lib/player/metronome';
import { addTap, FASTEST_TEMPO, readTempo, SLOWEST_TEMPO, tempoOf } from '@/lib/player/tempo';
import { Icon } from '@/ui/icon';

interface Props {
  countsIn: boolean;
  onCountsIn: (countsIn: boolean) => void;
  tempo: number;
  onTempo: (tempo: number) => void;
}

/** The tempo of count-in and metronome, set by number, slider or tapping; and the metronome itself. */
export function BeatPanel({ countsIn, onCountsIn, tempo, onTempo }: Props) {
  const t = useTranslations('player');
  const [beatsABar, setBeatsABar] = useState(4);
  const [isTicking, setTicking] = useState(false);
  const [beat, setBeat] = useState<number | null>(null);
  const taps = useRef<number[]>([]);
  const field = useId();

  useEffect(() => {
    if (!isTicking) return;
    const metronome = new Metronome(pageSound(), { tempo, beatsABar, onBeat: (number) => setBeat(number % beatsABar) });
    metronome.start();
    return () => {
      metronome.stop();
      setBeat(null);
    };
  }, [isTicking, tempo, beatsABar]);

  const tap = () => {
    taps.current = addTap(taps.current, performance.now());
    const found = tempoOf(taps.current);
    if (found) onTempo(found);
  };

  return (
    <div>
      <h3 className="text-sm">{t('beat')}</h3>
      <div className="mt-2 flex items-center gap-2 text-sm">
        <label htmlFor={field} className="sr-only">
          {t('tempo')}
        </label>
        <input
          id={field}
          type="range"
          min={SLOWEST_TEMPO}
          max={FASTEST_TEMPO}
          value={tempo}
          onChange={(event) => onTempo(readTempo(event.target.value))}
          aria-valuetext={t('tempoValue', { tempo })}
          className="player-range player-slider h-11 min-w-0 flex-1"
        />
        <output htmlFor={field} className="w-20 text-end font-semibold tabular-nums text-ink">
          {t('tempoValue', { tempo })}
        </output>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <button
          type="button"
          onClick={() => setTicking(!isTicking)}
          aria-pressed={isTicking}
          className={`inline-flex min-h-11 items-center gap-2 rounded-full border px-4 text-sm font-semibold ${
            isTicking ? 'border-accent bg-accent text-on-accent' : 'border-control text-ink hover:bg-surface-2'
          }`}
        >
          <Icon name={isTicking ? 'stop' : 'metronome'} />
          {t('metronome')}
        </button>
        <button
          type="button"
          onPointerDown={tap}
          onKeyDown={(event) => event.repeat && event.preventDefault()}
          // Without a pointer: keys, and the clicks of screen readers and voice control.
          onClick={(event) => event.detail === 0 && tap()}
          className="min-h-11 rounded-full border border-control px-4 text-sm font-semibold text-ink hover:bg-surface-2"
        >
          {t('tap')}
        </button>
        <select
          value={beatsABar}
          onChange={(event) => setBeatsABar(Number(event.target.value))}
          aria-label={t('bar')}
          className="h-11 rounded-full border border-control bg-bg px-3 text-sm text-ink"
        >
          {[1, 2, 3, 4, 5, 6, 7, 8].map((beats) => (
            <option key={beats} value={beats}>
              {t('beats', { beats })}
            </option>
          ))}
        </select>
        <span aria-hidden className="flex gap-1">
          {isTicking &&
            Array.from({ length: beatsABar }, (_, place) => (
              <span key={place} className={`size-2 rounded-full ${place === beat ? 'bg-accent' : 'bg-surface-2'}`} />
            ))}
        </span>
      </div>
      <label className="mt-2 flex min-h-11 items-center gap-3 text-sm">
        <input type="checkbox" checked={countsIn} onChange={(event) => onCountsIn(event.target.checked)} className="size-5 accent-accent" />
        <span>{t('countIn')}</span>
      </label>
    </div>
  );
}
