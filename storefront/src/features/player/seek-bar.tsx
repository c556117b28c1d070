'use client';

import { useTranslations } from 'next-intl';
import { useId, useMemo, useState, type PointerEvent } from 'react';

import { clamp, formatClock, formatMoment } from '@/lib/player/clock';
import { outlinePath, type Pairs } from '@/lib/player/outline';

import type { Chapter } from './chapters';
import { SeekPreview, type Sheet } from './seek-preview';
import type { LoopTool } from './use-loop';
import type { Media } from './use-media';

interface Props {
  media: Media;
  tool?: LoopTool;
  /** Small pictures of the film, where it is one that has them. */
  sheet?: Sheet | null;
  chapters?: readonly Chapter[];
  /** How a sound looks; null while that is still to come, for which the bar keeps room. */
  outline?: Pairs | null;
}

/** How far the bar is from the edges of what takes the pointer, in pixels. */
const INSET = 8;

/** Where the film stands, what of it is here, and the loop with a handle at either end. A sound is drawn as it sounds. */
export function SeekBar({ media, tool, sheet = null, chapters = [], outline }: Props) {
  const t = useTranslations('player');
  const { time, duration, buffered } = media.state;
  const part = (seconds: number) => (duration ? (seconds / duration) * 1000 : 0);
  const loop = tool?.loop;
  const marks = loop ?? (tool?.from == null ? null : { from: tool.from, to: tool.from });
  const [pointed, setPointed] = useState<number | null>(null);
  const point = (event: PointerEvent<HTMLDivElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    setPointed(clamp((event.clientX - left - INSET) / (width - 2 * INSET), 0, 1) * duration);
  };
  const leave = () => setPointed(null);
  const shape = useId();
  const path = useMemo(() => outline && outlinePath(outline, 1000, 100), [outline]);
  return (
    <div
      className={`relative ${outline === undefined ? 'h-11' : 'h-20 [--seek-height:5rem]'}`}
      onPointerMove={point}
      onPointerLeave={leave}
      onPointerCancel={leave}
    >
      {pointed !== null && duration > 0 && <SeekPreview sheet={sheet} chapters={chapters} time={pointed} duration={duration} />}
      {path ? (
        <svg aria-hidden data-outline viewBox="0 0 1000 100" preserveAspectRatio="none" className="absolute inset-x-2 inset-y-2 h-16 w-[calc(100%-1rem)]">
          <clipPath id={shape}>
            <path d={path} />
          </clipPath>
          {marks && <rect x={part(marks.from)} width={Math.max(3, part(marks.to) - part(marks.from))} height="100" className="fill-warning-soft" />}
          <g clipPath={`url(#${shape})`}>
            <rect width="1000" height="100" className="fill-control" />
            <rect width={part(time)} height="100" className="fill-accent" />
          </g>
        </svg>
      ) : (
        <svg aria-hidden viewBox="0 0 1000 10" preserveAspectRatio="none" className="absolute inset-x-2 top-1/2 h-1.5 w-[calc(100%-1rem)] -translate-y-1/2 overflow-hidden rounded-full">
          <rect width="1000" height="10" className="fill-surface-2" />
          {buffered.map(([from, to]) => (
            <rect key={from} x={part(from)} width={Math.max(0, part(to) - part(from))} height="10" className="fill-control" />
          ))}
          <rect width={part(time)} height="10" className="fill-accent" />
          {chapters.map(({ at_seconds: at }) => (
            <rect key={at} x={part(at)} width="2" height="10" className="fill-bg" />
          ))}
          {marks && <rect x={part(marks.from)} width={Math.max(3, part(marks.to) - part(marks.from))} height="10" className="fill-warning opacity-80" />}
        </svg>
      )}
      <input
        type="range"
        data-seek
        min={0}
        max={duration || 1}
        step={0.1}
        value={Math.min(time, duration || 1)}
        disabled={!duration}
        onChange={(event) => media.seek(Number(event.target.value))}
        aria-label={t('seek')}
        aria-valuetext={t('seekValue', { time: formatClock(time), duration: formatClock(duration) })}
        className="player-range absolute inset-0 size-full"
      />
      {loop &&
        (['from', 'to'] as const).map((end) => (
          <input
            key={end}
            type="range"
            min={0}
            max={duration}
            step={0.1}
            value={loop[end]}
            onChange={(event) => tool.choose({ ...loop, [end]: Number(event.target.value) })}
            aria-label={t(end === 'from' ? 'loopFrom' : 'loopTo')}
            aria-valuetext={formatMoment(loop[end])}
            className="player-range player-handle absolute inset-0 size-full"
          />
        ))}
    </div>
  );
}
