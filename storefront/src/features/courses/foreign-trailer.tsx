'use client';

import { useEffect, useRef, useState, type ReactNode } from 'react';

import type { ForeignFilm } from '@/lib/foreign-film';
import { Icon } from '@/ui/icon';

interface Props {
  film: ForeignFilm;
  labels: { title: string; play: string; note: string; open: string };
  /** What is seen before it plays: a picture of ours. */
  children: ReactNode;
}

/** A film of another house, which is asked for nothing before a click. Without scripts a link leads to its page. */
export function ForeignTrailer({ film, labels, children }: Props) {
  const [isLoaded, setLoaded] = useState(false);
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    if (isLoaded) frame.current?.focus();
  }, [isLoaded]);
  return (
    <figure>
      <div className="relative aspect-video overflow-hidden rounded-card bg-surface-2">
        {isLoaded ? (
          <iframe
            ref={frame}
            src={film.embedUrl}
            title={labels.title}
            allow="autoplay; fullscreen; picture-in-picture; encrypted-media"
            referrerPolicy="strict-origin-when-cross-origin"
            sandbox="allow-scripts allow-same-origin allow-popups allow-presentation"
            className="absolute inset-0 size-full"
          />
        ) : (
          <>
            {children}
            <button type="button" onClick={() => setLoaded(true)} className="group absolute inset-0 grid size-full place-items-center noscript:hidden">
              <span className="grid size-18 place-items-center rounded-full bg-accent text-on-accent transition-transform group-hover:scale-105">
                <Icon name="play" className="size-8" />
              </span>
              <span className="sr-only">{labels.play}</span>
            </button>
          </>
        )}
      </div>
      <figcaption className="mt-2 text-sm text-muted">
        {labels.note}{' '}
        <a href={film.url} rel="noopener noreferrer" className="text-accent-text underline underline-offset-2">
          {labels.open}
        </a>
      </figcaption>
    </figure>
  );
}
