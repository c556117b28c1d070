'use client';

import type { LessonBlock } from '@/lib/api/schema';
import { formatClock } from '@/lib/player/clock';
import { placeOnSheet } from '@/lib/player/thumbnails';

import type { Chapter } from './chapters';

type Film = NonNullable<Extract<LessonBlock, { type: 'video' }>['value']['video']>;
/** A sheet of small pictures of a film, in equal steps. */
export type Sheet = NonNullable<Film['thumbnails']>;

/** The place one points at: its moment, and how it looks there. Nothing that is not told elsewhere, so readers pass it over. */
export function SeekPreview({ sheet, chapters, time, duration }: { sheet: Sheet | null; chapters: readonly Chapter[]; time: number; duration: number }) {
  const chapter = chapters.findLast(({ at_seconds: at }) => at <= time);
  const place = sheet && placeOnSheet(sheet, time);
  return (
    <span
      aria-hidden
      // Set by script, which the content policy allows; it is never part of a page as it is sent.
      style={{ left: `clamp(5.5rem, ${(time / duration) * 100}%, calc(100% - 5.5rem))` }}
      className="pointer-events-none absolute bottom-[calc(100%-0.5rem)] z-10 flex -translate-x-1/2 flex-col items-center gap-1 rounded-card bg-bg/90 p-1 text-xs font-semibold tabular-nums text-ink"
    >
      {sheet && place && (
        <svg viewBox={`${place.x} ${place.y} ${sheet.width} ${sheet.height}`} width={sheet.width} height={sheet.height} className="rounded-sm">
          <image href={sheet.url} width={sheet.columns * sheet.width} height={place.rows * sheet.height} />
        </svg>
      )}
      {chapter && <span className="max-w-40 truncate">{chapter.title}</span>}
      {formatClock(time)}
    </span>
  );
}
