'use client';

import { useEffect, useRef, type ReactNode } from 'react';

/** Takes the focus, and the page to its beginning, when what it holds is replaced because the attempt was handed in. */
export function Arrival({ isOver, children }: { isOver: boolean; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const was = useRef(isOver);
  useEffect(() => {
    if (isOver && !was.current) {
      window.scrollTo({ top: 0 });
      place.current?.focus({ preventScroll: true });
    }
    was.current = isOver;
  }, [isOver]);
  return (
    <div ref={place} tabIndex={-1} className="outline-none">
      {children}
    </div>
  );
}
