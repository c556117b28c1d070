'use client';

import { useEffect, useSyncExternalStore } from 'react';

import { Icon } from '@/ui/icon';

function onChange(listener: () => void) {
  addEventListener('online', listener);
  addEventListener('offline', listener);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('offline', listener);
  };
}

/** Says when the network is gone, and has the worker that shows a page then. */
export function Connection({ label }: { label: string }) {
  const isOnline = useSyncExternalStore(onChange, () => navigator.onLine, () => true);
  useEffect(() => {
    // Browsers refuse where they keep nothing, and where TLS is missing.
    if (process.env.NODE_ENV === 'production') navigator.serviceWorker?.register('/sw.js').catch(() => {});
  }, []);
  return (
    <div role="status" className="pointer-events-none fixed inset-x-4 bottom-4 z-50 flex justify-center max-lg:bottom-20 print:hidden">
      {!isOnline && (
        <p className="flex items-center gap-3 rounded-full bg-primary px-5 py-3 text-sm font-medium text-on-primary shadow-lg">
          <Icon name="offline" />
          {label}
        </p>
      )}
    </div>
  );
}
