'use client';

import { useCallback, useSyncExternalStore, type RefObject } from 'react';

function listen(listener: () => void) {
  document.addEventListener('fullscreenchange', listener);
  return () => document.removeEventListener('fullscreenchange', listener);
}

type OldPhoneVideo = HTMLVideoElement & { webkitEnterFullscreen?: () => void };

/** The player alone on the screen, its own controls included; where only a bare film can be (iPhone), that. */
export function useFullScreen(container: RefObject<HTMLElement | null>): [boolean, () => void] {
  const isFull = useSyncExternalStore(
    listen,
    () => document.fullscreenElement !== null && document.fullscreenElement === container.current,
    () => false,
  );
  const toggle = useCallback(() => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else if (container.current?.requestFullscreen) void container.current.requestFullscreen().catch(() => {});
    else container.current?.querySelector<OldPhoneVideo>('video')?.webkitEnterFullscreen?.();
  }, [container]);
  return [isFull, toggle];
}
