'use client';

import { useCallback, useEffect, useRef, useState } from 'react';

/**
 * The seconds that are left, counted down from what the server said, and the way to set them right; null where time has no
 * limit. The device's clock does not matter.
 */
export function useTimeLeft(secondsLeft: number | null): [left: number | null, setLeft: (seconds: number | null) => void] {
  const [left, setLeft] = useState(secondsLeft);
  const endsAt = useRef<number | null>(null);

  const set = useCallback((seconds: number | null) => {
    endsAt.current = seconds === null ? null : performance.now() + seconds * 1000;
    setLeft(seconds);
  }, []);

  useEffect(() => {
    if (secondsLeft === null) return;
    endsAt.current ??= performance.now() + secondsLeft * 1000;
    const count = () => endsAt.current !== null && setLeft(Math.max(0, Math.ceil((endsAt.current - performance.now()) / 1000)));
    const timer = setInterval(count, 1000);
    return () => clearInterval(timer);
  }, [secondsLeft]);

  return [left, set];
}
