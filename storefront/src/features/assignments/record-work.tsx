'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';

import { Button } from '@/ui/button';
import { Icon } from '@/ui/icon';

import { record, type RecordedKind, type Recording } from './recorder';

interface Props {
  kind: RecordedKind;
  /** The recording is to be handed in. */
  onTake: (file: File) => void;
  onClose: () => void;
}

/** Records a sound or a film, lets one hear or see it, and hands it over. */
export function RecordWork({ kind, onTake, onClose }: Props) {
  const t = useTranslations('assignment.record');
  const recording = useRef<Recording | null>(null);
  const live = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<'idle' | 'asking' | 'recording' | 'refused'>('idle');
  const [seconds, setSeconds] = useState(0);
  const [take, setTake] = useState<{ file: File; url: string } | null>(null);

  useEffect(() => () => recording.current?.discard(), []);
  useEffect(() => () => void (take && URL.revokeObjectURL(take.url)), [take]);
  useEffect(() => {
    if (state !== 'recording') return;
    if (live.current && recording.current) live.current.srcObject = recording.current.stream;
    const timer = setInterval(() => setSeconds((before) => before + 1), 1_000);
    return () => clearInterval(timer);
  }, [state]);

  async function begin() {
    setTake(null);
    setSeconds(0);
    setState('asking');
    try {
      recording.current = await record(kind, t(`name.${kind}`));
      setState('recording');
    } catch {
      setState('refused');
    }
  }

  async function end() {
    const file = await recording.current?.stop();
    recording.current = null;
    setState('idle');
    if (file) setTake({ file, url: URL.createObjectURL(file) });
  }

  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return (
    <section aria-label={t(`title.${kind}`)} className="space-y-4 rounded-card bg-surface p-5">
      {state === 'recording' && kind === 'video' && <video ref={live} autoPlay muted playsInline aria-label={t('live')} className="w-full rounded-card bg-black" />}
      {take && kind === 'video' && <video controls src={take.url} aria-label={t('preview')} className="w-full rounded-card bg-black" />}
      {take && kind === 'sound' && <audio controls src={take.url} aria-label={t('preview')} className="w-full" />}
      <p role="status" className="text-sm">
        {state === 'recording' && t('recording')}
        {state === 'asking' && t('asking')}
        {state === 'refused' && t('refused')}
        {take && t('ready')}
      </p>
      {state === 'recording' && (
        <p aria-hidden className="font-display text-2xl font-extrabold text-ink tabular-nums">
          {clock}
        </p>
      )}
      <div className="flex flex-wrap gap-3">
        {state === 'recording' ? (
          <Button look="accent" onClick={() => void end()}>
            <Icon name="stop" />
            {t('stop')}
          </Button>
        ) : (
          <Button look={take ? 'outline' : 'accent'} onClick={() => void begin()} disabled={state === 'asking'}>
            <Icon name={take ? 'undo' : 'circle'} />
            {take ? t('again') : t('begin')}
          </Button>
        )}
        {take && (
          <Button look="accent" onClick={() => onTake(take.file)}>
            <Icon name="check" />
            {t('take')}
          </Button>
        )}
        <Button look="quiet" onClick={onClose}>
          {t('close')}
        </Button>
      </div>
    </section>
  );
}
