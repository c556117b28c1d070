'use client';

import { createContext, useContext, useEffect } from 'react';

/** Told whether something that belongs to the round is not in it yet. */
export const TellUnderWay = createContext<(isUnderWay: boolean) => void>(() => {});

/** Keep the round from being handed in while a file is on its way, or a recording neither used nor closed. */
export function useUnderWay(isUnderWay: boolean) {
  const tell = useContext(TellUnderWay);
  useEffect(() => {
    tell(isUnderWay);
    return () => tell(false);
  }, [tell, isUnderWay]);
}
