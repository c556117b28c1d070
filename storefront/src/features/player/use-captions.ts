'use client';

import { useEffect, useState } from 'react';

import { captionAt, parseCaptions, type Cue } from '@/lib/player/captions';

export interface CaptionTrack {
  language: string;
  url: string;
}

/** What is to be read at `time`; fetched once it is wanted. */
export function useCaptions(track: CaptionTrack | undefined, isOn: boolean, time: number): string {
  const [cues, setCues] = useState<readonly Cue[]>([]);
  const url = isOn ? track?.url : undefined;
  useEffect(() => {
    if (!url) return;
    const leaving = new AbortController();
    fetch(url, { signal: leaving.signal })
      .then((answer) => (answer.ok ? answer.text() : ''))
      .then((text) => setCues(parseCaptions(text)))
      .catch(() => {});
    return () => leaving.abort();
  }, [url]);
  return isOn ? captionAt(cues, time) : '';
}
