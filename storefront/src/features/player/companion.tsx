'use client';

import { useEffect, useState } from 'react';

import type { LessonBlock } from '@/lib/api/schema';

import type { Tell } from './use-angles';
import { useCompanion } from './use-companion';
import { useRecovery } from './use-recovery';
import { leftAt, useStream } from './use-stream';

/** What another camera saw of a film. */
export type Angle = Extract<LessonBlock, { type: 'video' }>['value']['angles'][number];

interface Props {
  place: number;
  angle: Angle;
  clock: HTMLMediaElement | null;
  /** No more lines than were chosen for the main film. */
  mostLines: number | null;
  onTell: Tell;
  onClick: () => void;
  className: string;
}

/** Another angle of a film, silent, on the film's clock. */
export function Companion({ place, angle, clock, mostLines, onTell, onClick, className }: Props) {
  const [element, setElement] = useState<HTMLVideoElement | null>(null);
  const offset = angle.offset_ms / 1000;
  const [begins] = useState(() => {
    const left = clock && leftAt(clock);
    return left && { ...left, time: Math.max(0, left.time - offset) };
  });
  useStream(element, angle.video.stream_url, angle.video.url, { mostLines, begins });
  useRecovery(element);
  const standing = useCompanion(clock, element, offset);
  useEffect(() => {
    onTell(place, { element, standing });
    return () => onTell(place, null);
  }, [place, element, standing, onTell]);
  return (
    <video
      ref={setElement}
      src={angle.video.url}
      aria-label={angle.name}
      muted
      playsInline
      preload={angle.video.stream_url ? 'none' : 'auto'}
      tabIndex={-1}
      onClick={onClick}
      className={className}
    />
  );
}
