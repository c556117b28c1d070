'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useId, useRef, useState } from 'react';

import { pageSound } from '@/lib/player/metronome';
import { stepAt, type DrawnScore } from '@/lib/player/score';
import { ScoreSound } from '@/lib/player/score-sound';
import { formatClock } from '@/lib/player/clock';
import { Icon } from '@/ui/icon';

interface Props {
  format: 'abc' | 'musicxml';
  source: string;
  /** What is written there, for who cannot see it. */
  label: string;
}

const LIT = 'score-now';
const NEAR = '400px';

/** Written music, drawn once it comes near, to hear and to follow. Without scripts its source is there to read. */
export function Score({ format, source, label }: Props) {
  const t = useTranslations('player');
  const paper = useRef<HTMLDivElement>(null);
  const [score, setScore] = useState<DrawnScore | 'failed' | null>(null);

  useEffect(() => {
    const target = paper.current;
    if (!target) return;
    let isLeft = false;
    const watch = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        watch.disconnect();
        draw(format, target, source).then(
          (drawn) => !isLeft && setScore(drawn),
          () => !isLeft && setScore('failed'),
        );
      },
      { rootMargin: NEAR },
    );
    watch.observe(target);
    return () => {
      isLeft = true;
      watch.disconnect();
      target.replaceChildren();
    };
  }, [format, source]);

  const isDrawn = score !== null && score !== 'failed';
  return (
    <div className="overflow-hidden rounded-card border border-hairline">
      <div role="img" aria-label={t('score', { label })} className="scheme-light bg-bg text-ink">
        <div className={isDrawn ? 'p-4 sm:p-6' : undefined}>
          <div ref={paper} className="score-paper" />
        </div>
      </div>
      {isDrawn && <ScoreControls score={score} />}
      {score === 'failed' && (
        <p role="status" className="p-4 text-sm text-muted">
          {t('scoreFailed')}
        </p>
      )}
      <details open={!isDrawn} className="group border-t border-hairline bg-surface px-4">
        <summary className="inline-flex min-h-11 items-center gap-2 text-sm font-semibold text-ink">
          <Icon name="chevron-right" className="size-4 transition-transform group-open:rotate-90" />
          {t('scoreSource')}
        </summary>
        <pre tabIndex={0} role="region" aria-label={t('scoreSourceOf', { label })} className="max-h-80 overflow-auto pb-4 text-xs leading-relaxed">
          <code>{source}</code>
        </pre>
      </details>
    </div>
  );
}

function ScoreControls({ score }: { score: DrawnScore }) {
  const t = useTranslations('player');
  const [isPlaying, setPlaying] = useState(false);
  const [time, setTime] = useState(0);
  const [tempo, setTempo] = useState(1);
  const place = useRef(0);
  const slider = useId();

  useEffect(() => {
    if (!isPlaying) return;
    const sound = new ScoreSound(pageSound(), score.notes, place.current, tempo);
    let lit: Element[] = [];
    const light = (elements: Element[]) => {
      lit.forEach((element) => element.classList.remove(LIT));
      elements.forEach((element) => element.classList.add(LIT));
      lit = elements;
    };
    let shown: unknown;
    let frame = requestAnimationFrame(function follow() {
      place.current = sound.time;
      setTime(sound.time);
      const step = stepAt(score.steps, sound.time);
      if (step !== shown) light(step?.elements() ?? []);
      shown = step;
      if (sound.time >= score.seconds) {
        place.current = 0;
        setTime(0);
        setPlaying(false);
        return;
      }
      frame = requestAnimationFrame(follow);
    });
    return () => {
      cancelAnimationFrame(frame);
      light([]);
      sound.stop();
    };
  }, [isPlaying, score, tempo]);

  const seek = (to: number) => {
    place.current = to;
    setTime(to);
    if (!isPlaying) return;
    setPlaying(false);
    requestAnimationFrame(() => setPlaying(true));
  };
  const percent = Math.round(tempo * 100);
  return (
    <div className="scheme-dark flex flex-wrap items-center gap-x-3 gap-y-1 bg-surface px-2 py-1 text-ink-2">
      <button
        type="button"
        onClick={() => setPlaying(!isPlaying)}
        aria-label={t(isPlaying ? 'scorePause' : 'scorePlay')}
        className="grid size-11 place-items-center rounded-full text-ink hover:bg-surface-2"
      >
        <Icon name={isPlaying ? 'pause' : 'play'} className="size-5.5" />
      </button>
      <input
        type="range"
        min={0}
        max={score.seconds}
        step={0.1}
        value={Math.min(time, score.seconds)}
        onChange={(event) => seek(Number(event.target.value))}
        aria-label={t('seek')}
        aria-valuetext={t('seekValue', { time: formatClock(time), duration: formatClock(score.seconds) })}
        className="player-range player-slider h-11 min-w-24 flex-1"
      />
      <span className="text-sm tabular-nums">
        {formatClock(time)} <span className="text-muted">/ {formatClock(score.seconds)}</span>
      </span>
      <span className="flex items-center gap-2 text-sm">
        <label htmlFor={slider}>{t('tempo')}</label>
        <input
          id={slider}
          type="range"
          min={25}
          max={150}
          step={5}
          value={percent}
          onChange={(event) => setTempo(Number(event.target.value) / 100)}
          aria-valuetext={t('percentOnly', { percent })}
          className="player-range player-slider h-11 w-24"
        />
        <output htmlFor={slider} className="w-14 font-semibold tabular-nums text-ink">
          {t('percentOnly', { percent })}
        </output>
      </span>
    </div>
  );
}

async function draw(format: Props['format'], paper: HTMLElement, source: string): Promise<DrawnScore> {
  if (format === 'abc') return (await import('./draw-abc')).drawAbc(paper, source);
  return (await import('./draw-musicxml')).drawMusicXml(paper, source);
}
