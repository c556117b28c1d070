'use client';

import { useTranslations } from 'next-intl';

import { formatClock } from '@/lib/player/clock';

import type { Media } from './use-media';

export interface Chapter {
  at_seconds: number;
  title: string;
}

/** The parts of a film by their names; each leads to its beginning. */
export function Chapters({ chapters, media }: { chapters: readonly Chapter[]; media: Media }) {
  const t = useTranslations('player');
  const now = chapters.findLast((chapter) => chapter.at_seconds <= media.state.time);
  return (
    <ol aria-label={t('chapters')} className="flex gap-2 overflow-x-auto px-2 py-2">
      {chapters.map((chapter) => (
        <li key={chapter.at_seconds} className="shrink-0">
          <button
            type="button"
            aria-current={chapter === now || undefined}
            onClick={() => media.seek(chapter.at_seconds)}
            className="inline-flex min-h-11 items-center gap-2 rounded-full border border-control px-4 text-sm font-semibold text-ink hover:bg-surface-2 aria-[current]:border-accent aria-[current]:bg-surface-2"
          >
            <span className="tabular-nums text-accent-text">{formatClock(chapter.at_seconds)}</span>
            {chapter.title}
          </button>
        </li>
      ))}
    </ol>
  );
}
