'use client';

import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';

import { useIsSignedIn } from '@/features/session/use-is-signed-in';
import { ask } from '@/lib/api/browser';
import type { MyPathOut } from '@/lib/api/schema';
import { Icon } from '@/ui/icon';

const MineContext = createContext<MyPathOut | null>(null);

/** How the person before the screen stands on the path; null until that is known, and for visitors. */
export const useMyPath = () => useContext(MineContext);

/** Finds out, on a page that is the same for everybody, what this person has done of the path. */
export function MyPathProvider({ slug, children }: { slug: string; children: ReactNode }) {
  const isSignedIn = useIsSignedIn();
  const [mine, setMine] = useState<MyPathOut | null>(null);
  useEffect(() => {
    if (!isSignedIn) return;
    const stop = new AbortController();
    ask<MyPathOut>(`/api/v1/me/paths/${encodeURIComponent(slug)}`, { signal: stop.signal }).then(setMine, () => {
      // Without an answer the page stays as visitors see it, and beginning says what is wrong.
    });
    return () => stop.abort();
  }, [isSignedIn, slug]);
  return <MineContext value={isSignedIn ? mine : null}>{children}</MineContext>;
}

/** Stands with a course that the person has done, or is in. */
export function CourseMark({ id, labels }: { id: string; labels: { done: string; begun: string } }) {
  const courses = useMyPath()?.steps.flatMap((step) => step.courses);
  const state = courses?.find((course) => course.id === id)?.state;
  if (!state || state === 'open') return null;
  return (
    <p className={`mt-3 flex items-center gap-2 text-sm font-semibold ${state === 'done' ? 'text-success' : 'text-muted'}`}>
      <Icon name={state === 'done' ? 'check' : 'half'} className="size-5" />
      {labels[state]}
    </p>
  );
}
