'use client';

import { useEffect, useEffectEvent, useRef } from 'react';

import { enlist, momentIn } from '@/lib/player/moments';

import type { Media } from './use-media';

/** Goes to the moment to which the page's address leads, when it is one of this block; links of the page lead there too. */
export function useMoments(block: string, media: Media): void {
  const { element } = media;
  const { duration } = media.state;
  const wanted = useRef<number | null>(null);

  // A film whose length is not known yet cannot be moved in.
  const reach = useEffectEvent(() => {
    if (wanted.current === null || !duration) return;
    media.seek(wanted.current);
    wanted.current = null;
  });
  const go = useEffectEvent((hash: string) => {
    const moment = momentIn(hash);
    if (moment?.block !== block.toLowerCase()) return;
    wanted.current = moment.seconds;
    element?.scrollIntoView({ block: 'center' });
    reach();
  });

  useEffect(() => (element ? enlist(block, element) : undefined), [block, element]);
  useEffect(() => {
    if (!element) return;
    go(window.location.hash);
    const onHash = () => go(window.location.hash);
    // The same link a second time changes no address.
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      if (link && link.pathname === window.location.pathname) go(link.hash);
    };
    window.addEventListener('hashchange', onHash);
    document.addEventListener('click', onClick);
    return () => {
      window.removeEventListener('hashchange', onHash);
      document.removeEventListener('click', onClick);
    };
  }, [element]);
  useEffect(() => reach(), [duration]);
}
