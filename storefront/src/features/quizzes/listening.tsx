'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState, type ReactNode } from 'react';

import { Button } from '@/ui/button';

/** A play that begins so near the beginning counts; whoever paused goes on with the one they had. */
const BEGINNING_SECONDS = 1;

interface Props {
  /** Under which name the page keeps how often it was played, for as long as the window is open. */
  name: string;
  /** How often each sound may be played; 0 for as often as one likes. */
  plays: number;
  /** How many sounds and films are to be heard. */
  media: number;
  /** Nothing is held back from who has answered already. */
  isOpen: boolean;
  sounds: ReactNode;
  children: ReactNode;
}

interface Heard {
  /** How often each was begun, by its place. */
  begun: Record<number, number>;
  ended: number[];
  isSkipped: boolean;
}

const NOTHING: Heard = { begun: {}, ended: [], isSkipped: false };

/** Sounds first and then what is asked about them. The limit is a help to listen well: nothing is kept from who reloads. */
export function Listening({ name, plays, media, isOpen, sounds, children }: Props) {
  const t = useTranslations('quiz.listening');
  const around = useRef<HTMLDivElement>(null);
  const [heard, setHeard] = useState(NOTHING);
  const latest = useRef(heard);
  const keep = (next: Heard) => {
    latest.current = next;
    setHeard(next);
    try {
      sessionStorage.setItem(name, JSON.stringify(next));
    } catch {
      // A browser that keeps nothing forgets it with the page.
    }
  };

  useEffect(() => {
    try {
      const before = { ...NOTHING, ...(JSON.parse(sessionStorage.getItem(name) ?? '{}') as Partial<Heard>) };
      latest.current = before;
      // eslint-disable-next-line react-hooks/set-state-in-effect -- what this window knows is read once it runs
      setHeard(before);
    } catch {
      // Nothing that could be read was kept.
    }
    const box = around.current;
    const placeOf = (event: Event) => [...(box?.querySelectorAll('audio, video') ?? [])].indexOf(event.target as Element);
    const begin = (event: Event) => {
      const medium = event.target as HTMLMediaElement;
      const place = placeOf(event);
      if (place < 0 || medium.currentTime > BEGINNING_SECONDS) return;
      const { begun } = latest.current;
      const before = begun[place] ?? 0;
      if (plays > 0 && before >= plays) return medium.pause();
      keep({ ...latest.current, begun: { ...begun, [place]: before + 1 } });
    };
    const end = (event: Event) => {
      const place = placeOf(event);
      if (place >= 0 && !latest.current.ended.includes(place)) keep({ ...latest.current, ended: [...latest.current.ended, place] });
    };
    // These do not rise through the page: they are met on their way down.
    box?.addEventListener('play', begin, true);
    box?.addEventListener('ended', end, true);
    return () => {
      box?.removeEventListener('play', begin, true);
      box?.removeEventListener('ended', end, true);
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `keep` holds nothing that changes
  }, [name, plays]);

  const isShown = isOpen || heard.isSkipped || heard.ended.length >= media;
  const most = Math.max(0, ...Object.values(heard.begun));
  return (
    <>
      <div ref={around} className="flex flex-col gap-5">
        {sounds}
      </div>
      <div className="noscript:hidden">
        {plays > 0 && <p className="mt-3 text-sm text-muted">{t(most < plays ? 'left' : 'none', { left: plays - most })}</p>}
        {!isShown && (
          <p className="mt-3 flex flex-wrap items-center gap-3 text-sm text-muted">
            {t('first')}
            <Button look="quiet" onClick={() => keep({ ...latest.current, isSkipped: true })}>
              {t('skip')}
            </Button>
          </p>
        )}
        <p role="status" className="sr-only">
          {isShown && !isOpen && t('shown')}
        </p>
      </div>
      <div className={isShown ? undefined : 'hidden noscript:block'}>{children}</div>
    </>
  );
}
