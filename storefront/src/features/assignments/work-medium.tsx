'use client';

import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';

import type { WorkFileOut } from '@/lib/api/schema';
import { asMoment } from '@/lib/moments';
import { Button } from '@/ui/button';

import { useRenewedAddress } from './renewed-address';

type Remark = WorkFileOut['remarks'][number];

interface Props {
  file: Pick<WorkFileOut, 'kind' | 'name' | 'play_url' | 'url' | 'remarks'>;
  /** What can be done at the moment at which it stands, in milliseconds. */
  atMoment?: { label: string; act: (ms: number) => void };
}

/** A film or sound of one's work, with what the teacher says to moments of it. Needs the messages of assignments. */
export function WorkMedium({ file, atMoment }: Props) {
  const t = useTranslations('assignment.remarks');
  const film = useRef<HTMLVideoElement>(null);
  const sound = useRef<HTMLAudioElement>(null);
  const [shown, setShown] = useState<Remark | null>(null);
  const [shape, setShape] = useState({ width: 16, height: 9 });
  const medium = () => film.current ?? sound.current;
  useRenewedAddress(medium);

  function go(remark: Remark) {
    const player = medium();
    if (!player) return;
    player.pause();
    player.currentTime = remark.at_ms / 1000;
    setShown(remark);
    player.scrollIntoView({ block: 'nearest' });
  }

  return (
    <div className="space-y-3">
      {file.kind === 'video' ? (
        <div className="relative">
          <video
            ref={film}
            controls
            preload="metadata"
            src={file.play_url ?? file.url}
            aria-label={file.name}
            onPlay={() => setShown(null)}
            onLoadedMetadata={({ currentTarget: { videoWidth, videoHeight } }) => videoWidth && setShape({ width: videoWidth, height: videoHeight })}
            className="max-h-96 w-full rounded-card bg-black"
          />
          {shown && shown.strokes.length > 0 && <Drawing strokes={shown.strokes} {...shape} label={t('drawing', { moment: asMoment(shown.at_ms) })} />}
        </div>
      ) : (
        <audio ref={sound} controls preload="metadata" src={file.play_url ?? file.url} aria-label={file.name} className="w-full" />
      )}
      {atMoment && (
        <Button
          look="outline"
          className="noscript:hidden"
          onClick={() => {
            medium()?.pause();
            atMoment.act(Math.floor((medium()?.currentTime ?? 0) * 1000));
          }}
        >
          {atMoment.label}
        </Button>
      )}
      {file.remarks.length > 0 && (
        <ol aria-label={t('title')} className="space-y-1">
          {file.remarks.map((remark) => (
            <li key={remark.id} className="flex gap-3">
              <button
                type="button"
                onClick={() => go(remark)}
                aria-label={t('go', { moment: asMoment(remark.at_ms) })}
                className="min-h-11 shrink-0 px-1 font-semibold text-ink tabular-nums underline underline-offset-4"
              >
                {asMoment(remark.at_ms)}
              </button>
              <p className="min-w-0 py-2.5 whitespace-pre-line">
                {remark.text}
                {remark.strokes.length > 0 && <span className="text-sm text-muted"> {t('withDrawing')}</span>}
              </p>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

/** Lines over a film, fitted into it as the film is. */
function Drawing({ strokes, width, height, label }: { strokes: number[][][]; width: number; height: number; label: string }) {
  const line = (stroke: number[][]) => stroke.map(([x = 0, y = 0], place) => `${place ? 'L' : 'M'}${x * width} ${y * height}`).join(' ');
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${width} ${height}`} className="pointer-events-none absolute inset-0 size-full fill-none stroke-[#ff3b5c]">
      {strokes.map((stroke, place) => (
        <path key={place} d={`${line(stroke)}${stroke.length === 1 ? ' h0.1' : ''}`} strokeWidth={Math.max(width, height) / 200} strokeLinecap="round" strokeLinejoin="round" />
      ))}
    </svg>
  );
}
