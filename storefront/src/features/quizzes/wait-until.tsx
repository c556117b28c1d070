'use client';

import { useEffect, type ReactNode } from 'react';

import { useRouter } from '@/i18n/navigation';

/** As long as a browser's timer counts at most. */
const LONGEST_MS = 2 ** 31 - 1;

/** Shows the page anew once so many seconds are over: what is told to wait for is there then. */
export function WaitUntil({ seconds, children }: { seconds: number; children: ReactNode }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setTimeout(() => router.refresh(), Math.min(Math.max(seconds, 1) * 1000, LONGEST_MS));
    return () => clearTimeout(timer);
  }, [router, seconds]);
  return children;
}
