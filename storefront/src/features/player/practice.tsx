'use client';

import { useTranslations } from 'next-intl';
import { useId } from 'react';

import { SLOWEST } from '@/lib/player/speed';
import { Icon } from '@/ui/icon';

import { BeatPanel } from './beat-panel';
import { Control } from './control';
import { LoopPanel } from './loop-panel';
import type { LoopTool } from './use-loop';
import type { Media } from './use-media';

interface Props {
  id: string;
  media: Media;
  tool: LoopTool;
  /** Null for sounds, which have neither. */
  picture: { isMirrored: boolean; onMirror: () => void; onFrame: (direction: 1 | -1) => void } | null;
  onSpeed: (speed: number) => void;
  countsIn: boolean;
  onCountsIn: (countsIn: boolean) => void;
  tempo: number;
  onTempo: (tempo: number) => void;
}

/** Mirror, slow motion, loops, count-in and metronome. */
export function Practice({ id, media, tool, picture, onSpeed, countsIn, onCountsIn, tempo, onTempo }: Props) {
  const t = useTranslations('player');
  const field = useId();
  const slow = Math.round(Math.min(1, media.state.speed) * 100);
  return (
    <section id={id} aria-label={t('practice')} className="grid gap-x-8 gap-y-6 border-t border-hairline p-4 md:grid-cols-2">
      <div>
        <h3 className="text-sm">{t(picture ? 'pictureTools' : 'slow')}</h3>
        {picture && (
          <div className="mt-2 flex flex-wrap items-center gap-1">
            <button
              type="button"
              aria-pressed={picture.isMirrored}
              onClick={picture.onMirror}
              className={`inline-flex min-h-11 items-center gap-2 rounded-full border px-4 text-sm font-semibold ${
                picture.isMirrored ? 'border-accent bg-accent text-on-accent' : 'border-control text-ink hover:bg-surface-2'
              }`}
            >
              <Icon name="mirror" />
              {t('mirror')}
            </button>
            <Control icon="frame-back" label={t('frameBack')} onClick={() => picture.onFrame(-1)} />
            <Control icon="frame-forward" label={t('frameForward')} onClick={() => picture.onFrame(1)} />
          </div>
        )}
        <div className="mt-2 grid grid-cols-[auto_1fr_auto] items-center gap-x-3 text-sm">
          <Icon name="slow" className="size-5 text-muted" />
          <label htmlFor={field}>{t('slow')}</label>
          <output htmlFor={field} className="text-end font-semibold tabular-nums text-ink">
            {t('percentOnly', { percent: slow })}
          </output>
          <input
            id={field}
            type="range"
            min={SLOWEST * 100}
            max={100}
            step={5}
            value={slow}
            onChange={(event) => onSpeed(Number(event.target.value) / 100)}
            aria-valuetext={t('percentOnly', { percent: slow })}
            className="player-range player-slider col-span-3 h-11 w-full"
          />
        </div>
      </div>
      <div className="min-w-0 md:col-start-2 md:row-span-2 md:row-start-1">
        <LoopPanel media={media} tool={tool} />
      </div>
      <BeatPanel countsIn={countsIn} onCountsIn={onCountsIn} tempo={tempo} onTempo={onTempo} />
    </section>
  );
}
