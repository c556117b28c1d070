'use client';

import { useTranslations } from 'next-intl';
import { useId, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';

import { fieldName } from '@/features/quizzes/answers';
import { useAnswer } from '@/features/quizzes/attempt-context';
import type { QuizMark } from '@/lib/api/schema';
import { Icon } from '@/ui/icon';

import type { FieldProps } from './field';
import { MarkedPicture } from './marked-picture';

const STEP = 1;
const LONG_STEP = 10;
const WAYS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const percent = (value: number) => Math.round(Math.min(100, Math.max(0, value)) * 100) / 100;

/** Places to mark on a picture: by pointing, with a crosshair that arrow keys move, and without scripts in numbers. */
export function Hotspot({ question: { id, picture, wanted }, errorId }: FieldProps) {
  const t = useTranslations('quiz.mark');
  const hint = useId();
  const { answer, give } = useAnswer(id);
  const surface = useRef<HTMLDivElement>(null);
  const [crosshair, setCrosshair] = useState<QuizMark | null>(null);
  const [said, setSaid] = useState('');
  const most = wanted ?? 1;
  const marks = answer?.marks ?? [];
  const where = ({ x, y }: QuizMark) => t('where', { x: Math.round(x), y: Math.round(y) });
  if (!picture?.image) return <p className="text-sm text-muted">{t('gone')}</p>;

  const set = (mark: QuizMark) => {
    if (marks.length >= most && most > 1) return setSaid(t('full', { count: most }));
    const kept = most === 1 ? [] : marks;
    give({ marks: [...kept, mark] });
    setSaid(t('set', { number: kept.length + 1, count: most, where: where(mark) }));
  };
  const remove = (place: number) => {
    give({ marks: marks.filter((_, each) => each !== place) });
    setSaid(t('removed', { number: place + 1 }));
    surface.current?.focus();
  };
  const point = (event: MouseEvent<HTMLDivElement>) => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    setCrosshair(null);
    set({ x: percent((100 * (event.clientX - left)) / width), y: percent((100 * (event.clientY - top)) / height) });
  };
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way = WAYS[event.key];
    const at = crosshair ?? marks.at(-1) ?? { x: 50, y: 50 };
    if (way) {
      const far = event.shiftKey ? LONG_STEP : STEP;
      const next = { x: percent(at.x + far * way[0]), y: percent(at.y + far * way[1]) };
      setCrosshair(next);
      setSaid(where(next));
    } else if (event.key === 'Enter' || event.key === ' ') {
      set(at);
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && marks.length > 0) {
      remove(marks.length - 1);
    } else {
      return;
    }
    event.preventDefault();
  };

  return (
    <div>
      <p className="text-sm text-muted">{t('count', { count: most })}</p>
      <p id={hint} className="mb-3 text-sm text-muted noscript:hidden">
        {t('keys')}
      </p>
      <div
        ref={surface}
        // Arrow keys belong to it and not to who reads the page out.
        role="application"
        tabIndex={0}
        aria-label={t('surface')}
        aria-describedby={[hint, errorId].filter(Boolean).join(' ')}
        onClick={point}
        onKeyDown={press}
        onBlur={() => setCrosshair(null)}
        className="cursor-crosshair touch-manipulation rounded-card noscript:cursor-auto"
      >
        <MarkedPicture picture={picture} marks={marks} crosshair={crosshair} />
      </div>
      <p role="status" className="sr-only">
        {said}
      </p>
      <ul className="mt-3 space-y-1 noscript:hidden">
        {marks.map((mark, place) => (
          <li key={place} className="flex items-center gap-2 text-sm text-ink">
            <span>{t('mark', { number: place + 1, where: where(mark) })}</span>
            <button
              type="button"
              onClick={() => remove(place)}
              aria-label={t('remove', { number: place + 1 })}
              className="grid size-11 place-items-center rounded-full hover:bg-surface-2"
            >
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ul>
      <div className="mt-3 hidden space-y-3 noscript:block">
        <p className="text-sm text-muted">{t('numbers')}</p>
        {Array.from({ length: most }, (_, place) => (
          <div key={place} className="flex flex-wrap gap-3">
            {(['x', 'y'] as const).map((way) => (
              <input
                key={way}
                type="number"
                min={0}
                max={100}
                step={0.01}
                name={fieldName(id, 'marks', `${place}.${way}`)}
                value={marks[place]?.[way] ?? ''}
                // Where scripts run nobody sees it: it carries the mark into the form.
                onChange={() => {}}
                aria-label={t(way, { number: place + 1 })}
                placeholder={t(way, { number: place + 1 })}
                className="h-12 w-64 max-w-full rounded-card border border-control bg-bg px-3 text-ink placeholder:text-muted"
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}
