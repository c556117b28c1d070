'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useId, useRef, useState } from 'react';

import { languageName } from '@/features/courses/language-name';
import { cueAt, cuesWith, type Cue } from '@/lib/player/captions';
import { formatClock } from '@/lib/player/clock';
import { Icon } from '@/ui/icon';

import type { Media } from './use-media';

interface Props {
  media: Media;
  cues: readonly Cue[];
  /** In which languages it is written down. */
  languages: readonly string[];
  language: string;
  onLanguage: (language: string) => void;
  onOpen: (isOpen: boolean) => void;
}

/** What is said, to read along, to search in, and to go to. */
export function Words({ media, cues, languages, language, onLanguage, onOpen }: Props) {
  const t = useTranslations('player');
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      className="group border-t border-hairline"
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
        onOpen(event.currentTarget.open);
      }}
    >
      <summary className="flex min-h-11 items-center gap-2 px-4 text-sm font-semibold text-ink">
        <Icon name="chevron-right" className="size-4 transition-transform group-open:rotate-90" />
        {t('words')}
      </summary>
      {isOpen && <Lines media={media} cues={cues} languages={languages} language={language} onLanguage={onLanguage} />}
    </details>
  );
}

function Lines({ media, cues, languages, language, onLanguage }: Omit<Props, 'onOpen'>) {
  const t = useTranslations('player');
  const field = useId();
  const [asked, setAsked] = useState('');
  const list = useRef<HTMLOListElement>(null);
  const found = cuesWith(cues, asked);
  const now = cueAt(cues, media.state.time);
  const isFollowing = !asked && !media.state.isPaused;
  useEffect(() => {
    const line = list.current?.querySelector<HTMLElement>('[aria-current]');
    // Within the list alone: the page stays where its reader is.
    if (isFollowing && list.current && line) list.current.scrollTop = line.offsetTop - list.current.clientHeight / 2;
  }, [now, isFollowing]);
  return (
    <div className="px-4 pb-4">
      <div className="flex flex-wrap items-center gap-2">
        <label htmlFor={field} className="sr-only">
          {t('wordsSearch')}
        </label>
        <input
          id={field}
          type="search"
          value={asked}
          placeholder={t('wordsSearch')}
          onChange={(event) => setAsked(event.target.value)}
          className="min-h-11 min-w-48 flex-1 rounded-full border border-control bg-bg px-4 text-sm text-ink"
        />
        {languages.length > 1 && (
          <select
            value={language}
            onChange={(event) => onLanguage(event.target.value)}
            aria-label={t('wordsLanguage')}
            className="h-11 rounded-full bg-surface-2 px-3 text-sm font-semibold text-ink"
          >
            {languages.map((each) => (
              <option key={each} value={each}>
                {languageName(each, each)}
              </option>
            ))}
          </select>
        )}
      </div>
      <p role="status" className="mt-2 min-h-5 text-sm text-muted">
        {asked && t('wordsFound', { count: found.length })}
      </p>
      <ol ref={list} lang={language} aria-label={t('words')} className="relative mt-1 max-h-72 overflow-y-auto">
        {found.map((cue) => (
          <li key={`${cue.from} ${cue.to} ${cue.text}`}>
            <button
              type="button"
              aria-current={cue === now || undefined}
              onClick={() => media.seek(cue.from)}
              className="flex min-h-11 w-full items-baseline gap-3 rounded-card px-3 py-2 text-start text-sm text-ink-2 hover:bg-surface-2 aria-[current]:bg-surface-2 aria-[current]:text-ink"
            >
              <span className="shrink-0 font-semibold tabular-nums text-accent-text">{formatClock(cue.from)}</span>
              <span className="min-w-0 whitespace-pre-line">{cue.text}</span>
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}
