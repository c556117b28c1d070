'use client';

import { useEffect, useState } from 'react';

import { ask } from '@/lib/api/browser';
import type { SoundOutlineOut } from '@/lib/api/schema';
import { pairsOf, type Pairs } from '@/lib/player/outline';

/** How a sound looks, once that has come; none where there is no outline of it, or it could not be had. */
export function useOutline(url: string | null): Pairs | null {
  const [read, setRead] = useState<{ url: string; pairs: Pairs | null } | null>(null);
  useEffect(() => {
    if (!url) return;
    const leaving = new AbortController();
    ask<SoundOutlineOut>(url as `/api/v1/${string}`, { signal: leaving.signal })
      .then((peaks) => setRead({ url, pairs: pairsOf(peaks) }))
      // The bar works without it.
      .catch(() => {});
    return () => leaving.abort();
  }, [url]);
  return read?.url === url ? read.pairs : null;
}
