'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

import { formatClock } from '@/lib/player/clock';
import { SPEEDS } from '@/lib/player/speed';

import { Control } from './control';
import type { Media } from './use-media';

interface Props {
  media: Media;
  onToggle: () => void;
  isCounting: boolean;
  onSpeed: (speed: number) => void;
  onVolume: (volume: number) => void;
  onMute: () => void;
  children?: ReactNode;
}

/** What films and sounds share: play, back and on, loudness, time, speed. The rest stands behind them. */
export function ControlBar({ media, onToggle, isCounting, onSpeed, onVolume, onMute, children }: Props) {
  const t = useTranslations('player');
  const { time, duration, isPaused, speed, volume, isMuted } = media.state;
  const isGoing = !isPaused || isCounting;
  const speeds = SPEEDS.some((each) => each === speed) ? SPEEDS : [...SPEEDS, speed].sort((one, other) => one - other);
  return (
    <div className="flex flex-wrap items-center gap-x-0.5">
      <Control icon={isGoing ? 'pause' : 'play'} label={t(isGoing ? 'pause' : 'play')} onClick={onToggle} />
      <Control icon="back" label={t('back10')} onClick={() => media.seek(time - 10)} />
      <Control icon="forward" label={t('forward10')} onClick={() => media.seek(time + 10)} />
      <Control icon={isMuted ? 'volume-off' : 'volume'} label={t(isMuted ? 'unmute' : 'mute')} onClick={onMute} className="max-sm:hidden" />
      <input
        type="range"
        min={0}
        max={1}
        step={0.05}
        value={isMuted ? 0 : volume}
        onChange={(event) => onVolume(Number(event.target.value))}
        aria-label={t('volume')}
        aria-valuetext={t('percentOnly', { percent: Math.round((isMuted ? 0 : volume) * 100) })}
        className="player-range player-slider h-11 w-14 max-md:hidden"
      />
      <span className="px-2 text-sm tabular-nums text-ink-2">
        {formatClock(time)} <span className="text-muted">/ {formatClock(duration)}</span>
      </span>
      <span className="ms-auto flex flex-wrap items-center gap-x-0.5">
        <select
          value={speed}
          onChange={(event) => onSpeed(Number(event.target.value))}
          aria-label={t('speed')}
          className="h-11 field-sizing-content rounded-full bg-surface px-2 text-sm font-semibold text-ink hover:bg-surface-2"
        >
          {speeds.map((each) => (
            <option key={each} value={each}>
              {t('times', { speed: each })}
            </option>
          ))}
        </select>
        {children}
      </span>
    </div>
  );
}
