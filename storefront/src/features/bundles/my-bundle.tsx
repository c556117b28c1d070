'use client';

import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';

import { useIsSignedIn } from '@/features/session/use-is-signed-in';
import { ask } from '@/lib/api/browser';
import type { MyBundleOut } from '@/lib/api/schema';
import { Icon } from '@/ui/icon';

const MineContext = createContext<MyBundleOut | null>(null);

/** What is left of the bundle for the person before the screen; null until that is known, and for visitors. */
export const useMyBundle = () => useContext(MineContext);

/** Finds out, on a page that is the same for everybody, which of the bundle's courses this person has. */
export function MyBundleProvider({ slug, children }: { slug: string; children: ReactNode }) {
  const isSignedIn = useIsSignedIn();
  const [mine, setMine] = useState<MyBundleOut | null>(null);
  useEffect(() => {
    if (!isSignedIn) return;
    const stop = new AbortController();
    ask<MyBundleOut>(`/api/v1/me/bundles/${encodeURIComponent(slug)}`, { signal: stop.signal }).then(setMine, () => {
      // Without an answer the page stays as visitors see it, and buying says what is wrong.
    });
    return () => stop.abort();
  }, [isSignedIn, slug]);
  return <MineContext value={isSignedIn ? mine : null}>{children}</MineContext>;
}

/** Stands with a course that the person has. */
export function OwnedMark({ id, label }: { id: string; label: string }) {
  if (!useMyBundle()?.owned.includes(id)) return null;
  return (
    <p className="mb-3 flex items-center gap-2 text-sm font-semibold text-success">
      <Icon name="check" className="size-5" />
      {label}
    </p>
  );
}
