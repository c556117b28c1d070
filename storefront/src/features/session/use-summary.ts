'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useState } from 'react';

import type { SummaryOut } from '@/lib/api/schema';

import { useIsSignedIn } from './use-is-signed-in';

const CHANGED = 'summary-changed';

let asked: { path: string; answer: Promise<SummaryOut | null> } | undefined;

/** Have the next look ask the API: something that it counts has changed. */
export function forgetSummary(): void {
  asked = undefined;
  window.dispatchEvent(new Event(CHANGED));
}

/** Hear of it too: what is kept in the browser may have changed with it. */
export function onSummaryForgotten(listener: () => void): () => void {
  window.addEventListener(CHANGED, listener);
  return () => window.removeEventListener(CHANGED, listener);
}

/** What pages show of the person who reads them; null for visitors and until it is known. Asked once for each page. */
export function useSummary(): SummaryOut | null {
  const signedIn = useIsSignedIn();
  const path = usePathname();
  const [summary, setSummary] = useState<SummaryOut | null>(null);
  useEffect(() => {
    if (!signedIn) return;
    let isShown = true;
    const look = () => void ask(path).then((answer) => isShown && setSummary(answer));
    look();
    const stop = onSummaryForgotten(look);
    return () => {
      isShown = false;
      stop();
    };
  }, [signedIn, path]);
  return signedIn ? summary : null;
}

function ask(path: string): Promise<SummaryOut | null> {
  if (asked?.path !== path) asked = { path, answer: fetchSummary() };
  return asked.answer;
}

async function fetchSummary(): Promise<SummaryOut | null> {
  try {
    const answer = await fetch('/api/v1/me/summary', { headers: { accept: 'application/json' } });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}
