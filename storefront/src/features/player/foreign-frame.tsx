'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';

import { Icon } from '@/ui/icon';
import { Picture } from '@/ui/picture';

/** As their makers write them. */
const NAMES: Record<string, string> = {
  youtube: 'YouTube',
  vimeo: 'Vimeo',
  spotify: 'Spotify',
  soundcloud: 'SoundCloud',
  musescore: 'MuseScore',
  flat: 'Flat',
  ted: 'TED',
};

interface Props {
  provider: string;
  title: string;
  /** Its page, for people. */
  url: string;
  /** Its player, for a frame. */
  embedUrl: string;
  poster: Parameters<typeof Picture>[0]['picture'] | null;
  isFilm?: boolean;
}

/** A player of another house. Nothing is asked of that house before a click. */
export function ForeignFrame({ provider, title, url, embedUrl, poster, isFilm = false }: Props) {
  const t = useTranslations('player');
  const [isLoaded, setLoaded] = useState(false);
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    if (isLoaded) frame.current?.focus();
  }, [isLoaded]);
  const name = NAMES[provider] ?? provider;
  const what = title || name;
  return (
    <div>
      <div className="scheme-dark relative aspect-video overflow-hidden rounded-card bg-surface">
        {isLoaded ? (
          <iframe
            ref={frame}
            src={embedUrl}
            title={what}
            allow="fullscreen; picture-in-picture; encrypted-media"
            referrerPolicy="strict-origin-when-cross-origin"
            sandbox="allow-scripts allow-same-origin allow-popups allow-presentation"
            className="absolute inset-0 size-full"
          />
        ) : (
          <button
            type="button"
            onClick={() => setLoaded(true)}
            className="group absolute inset-0 flex size-full flex-col items-center justify-center gap-4 p-6 text-center text-ink"
          >
            {poster && <Picture picture={poster} alt="" sizes="(min-width: 64rem) 60rem, 92vw" className="absolute inset-0 size-full object-cover opacity-50" />}
            <span className="relative grid size-16 place-items-center rounded-full bg-accent text-on-accent transition-transform group-hover:scale-105">
              <Icon name="play" className="size-7" />
            </span>
            <span className="relative font-semibold">{title ? t('frameLoad', { title, name }) : t('frameLoadUntitled', { name })}</span>
            <span className="relative max-w-md text-sm">{t('frameNote', { name })}</span>
          </button>
        )}
      </div>
      <p className="mt-2 text-sm text-muted">
        {isFilm && `${t('frameNoTools', { name })} `}
        <a href={url} rel="noopener noreferrer" className="text-accent-text underline">
          {t('frameOpen', { name })}
        </a>
      </p>
    </div>
  );
}
