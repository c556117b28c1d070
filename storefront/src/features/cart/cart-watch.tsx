'use client';

import { useEffect, useRef } from 'react';

import { forgetSummary } from '@/features/session/use-summary';

/** Has the header count anew when what lies in the cart on this page has changed. */
export function CartWatch({ holds }: { holds: string }) {
  const seen = useRef(holds);
  useEffect(() => {
    if (seen.current !== holds) forgetSummary();
    seen.current = holds;
  }, [holds]);
  return null;
}
