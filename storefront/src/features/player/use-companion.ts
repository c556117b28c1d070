'use client';

import { useEffect, useState } from 'react';

import { FAR_SECONDS, momentOf, speedToCatchUp, STILL_SECONDS } from '@/lib/player/angles';

/** `away`: its camera was not running at this moment. */
export type Standing = 'coming' | 'here' | 'away' | 'failed';

const CLOCK_EVENTS = ['play', 'playing', 'pause', 'waiting', 'seeking', 'seeked', 'ratechange', 'timeupdate', 'emptied', 'ended'] as const;
const OWN_EVENTS = ['loadedmetadata', 'loadeddata', 'canplay', 'seeked', 'ended', 'error'] as const;

/**
 * Keeps a film at the moment that another one shows, at its speed, playing or standing still with it; its camera began
 * `offset` seconds later. What it shows is late where its pieces are: the other never waits for it.
 */
export function useCompanion(clock: HTMLMediaElement | null, element: HTMLMediaElement | null, offset: number): Standing {
  const [standing, setStanding] = useState<Standing>('coming');
  useEffect(() => {
    if (!clock || !element) return;
    const follow = () => {
      const now = bring(element, clock, offset);
      // While it seeks it shows what was there before, which is better than nothing.
      setStanding((before) => (before === 'here' && now === 'coming' ? before : now));
    };
    CLOCK_EVENTS.forEach((name) => clock.addEventListener(name, follow));
    OWN_EVENTS.forEach((name) => element.addEventListener(name, follow));
    follow();
    return () => {
      CLOCK_EVENTS.forEach((name) => clock.removeEventListener(name, follow));
      OWN_EVENTS.forEach((name) => element.removeEventListener(name, follow));
    };
  }, [clock, element, offset]);
  return standing;
}

function bring(element: HTMLMediaElement, clock: HTMLMediaElement, offset: number): Standing {
  if (element.error) return 'failed';
  if (element.readyState < HTMLMediaElement.HAVE_METADATA) return 'coming';
  const moment = momentOf(clock.currentTime, offset, element.duration);
  if (moment === null) {
    element.pause();
    return 'away';
  }
  const isGoing = !clock.paused && !clock.seeking && clock.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA;
  const behind = moment - element.currentTime;
  if (!element.seeking && Math.abs(behind) > (isGoing ? FAR_SECONDS : STILL_SECONDS)) element.currentTime = moment;
  if (isGoing) element.playbackRate = speedToCatchUp(behind, clock.playbackRate);
  // One that has ended would begin anew.
  if (isGoing && element.paused && !element.ended) void element.play().catch(() => {});
  if (!isGoing) element.pause();
  const isThere = !element.seeking && element.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && Math.abs(behind) < FAR_SECONDS;
  return isThere ? 'here' : 'coming';
}
