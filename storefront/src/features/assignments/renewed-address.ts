import { useEffect, useRef } from 'react';

const BETWEEN_TRIES_MS = 10_000;

/** Addresses of files are good for minutes: one that has ended is asked for anew, and played on from where it was. */
export function useRenewedAddress(medium: () => HTMLMediaElement | null) {
  const latest = useRef(medium);
  useEffect(() => {
    latest.current = medium;
  });
  useEffect(() => {
    const player = latest.current();
    if (!player) return;
    let tried = 0;
    const renew = () => {
      if (player.currentTime === 0 || Date.now() - tried < BETWEEN_TRIES_MS) return;
      tried = Date.now();
      const at = player.currentTime;
      const isPlaying = !player.paused;
      player.addEventListener('loadedmetadata', () => (player.currentTime = at), { once: true });
      player.load();
      if (isPlaying) void player.play().catch(() => {});
    };
    player.addEventListener('error', renew);
    return () => player.removeEventListener('error', renew);
  }, []);
}
