'use client';

import { useEffect, type ReactNode } from 'react';

import { Icon } from './icon';

const STAYS_MS = 10_000;

interface Props {
  /** When what it says happened, in milliseconds; 0 for nothing to say. */
  since: number;
  onEnd: () => void;
  /** What the closing button is called. */
  close: string;
  children: ReactNode;
}

/** Something that was done and can be undone for a while. Announced, never in the way of the keyboard. */
export function Toast({ since, onEnd, close, children }: Props) {
  useEffect(() => {
    if (!since) return;
    const timer = setTimeout(onEnd, STAYS_MS);
    return () => clearTimeout(timer);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the time runs from the event, whoever draws it again
  }, [since]);
  return (
    <div role="status" className="pointer-events-none fixed inset-x-4 bottom-[max(1rem,env(safe-area-inset-bottom))] z-50 flex justify-center">
      {since > 0 && (
        <div className="pointer-events-auto flex items-center gap-3 rounded-full bg-primary py-1 ps-6 pe-2 text-sm text-on-primary">
          {children}
          <button type="button" onClick={onEnd} aria-label={close} className="grid size-11 place-items-center rounded-full">
            <Icon name="close" className="size-4" />
          </button>
        </div>
      )}
    </div>
  );
}
