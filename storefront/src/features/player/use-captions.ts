'use client';

import { useEffect, useState } from 'react';

import { parseCaptions, type Cue } from '@/lib/player/captions';

export interface CaptionTrack {
  language: string;
  url: string;
}

/** What is said in a film, in the order of time; fetched once it is wanted. */
export function useCues(track: CaptionTrack | undefined, isWanted: boolean): readonly Cue[] {
  const [read, setRead] = useState<{ url: string; cues: readonly Cue[] } | null>(null);
  const url = track?.url;
  const isHere = read?.url === url;
  useEffect(() => {
    if (!url || !isWanted || isHere) return;
    const leaving = new AbortController();
    fetch(url, { signal: leaving.signal })
      .then((answer) => (answer.ok ? answer.text() : ''))
      .then((text) => setRead({ url, cues: parseCaptions(text) }))
      .catch(() => {});
    return () => leaving.abort();
  }, [url, isWanted, isHere]);
  return isHere && read ? read.cues : [];
}
