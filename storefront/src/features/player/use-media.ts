'use client';

import { useCallback, useEffect, useEffectEvent, useMemo, useState } from 'react';

import { clamp } from '@/lib/player/clock';

import { useRecovery } from './use-recovery';

export interface MediaState {
  time: number;
  duration: number;
  isPaused: boolean;
  hasStarted: boolean;
  isWaiting: boolean;
  hasFailed: boolean;
  speed: number;
  volume: number;
  isMuted: boolean;
  /** Parts that are here already, in seconds. */
  buffered: readonly (readonly [number, number])[];
}

const INITIAL: MediaState = {
  time: 0,
  duration: 0,
  isPaused: true,
  hasStarted: false,
  isWaiting: false,
  hasFailed: false,
  speed: 1,
  volume: 1,
  isMuted: false,
  buffered: [],
};

const EVENTS = [
  'durationchange', 'ended', 'error', 'loadedmetadata', 'pause', 'play', 'playing', 'progress', 'ratechange', 'seeked',
  'seeking', 'timeupdate', 'volumechange', 'waiting', 'canplay',
] as const; // prettier-ignore

export interface Media {
  element: HTMLMediaElement | null;
  state: MediaState;
  play: () => void;
  pause: () => void;
  seek: (time: number) => void;
  setSpeed: (speed: number) => void;
  setVolume: (volume: number) => void;
  setMuted: (isMuted: boolean) => void;
}

/** A film or sound as its controls see it, and what attaches its element. */
export function useMedia(): [Media, (element: HTMLMediaElement | null) => void] {
  const [element, setElement] = useState<HTMLMediaElement | null>(null);
  const [state, setState] = useState(INITIAL);
  const read = useCallback(() => {
    if (element) setState((before) => stateOf(element, before));
  }, [element]);
  useEffect(() => {
    if (!element) return;
    EVENTS.forEach((name) => element.addEventListener(name, read));
    return () => EVENTS.forEach((name) => element.removeEventListener(name, read));
  }, [element, read]);
  useRecovery(element);
  useTimeSteps(element, read);
  const attach = useCallback((attached: HTMLMediaElement | null) => {
    setElement(attached);
    // It may have told of its length before anybody listened.
    if (attached) setState((before) => stateOf(attached, before));
  }, []);
  const actions = useMemo(() => actionsOn(element), [element]);
  const media = useMemo(() => ({ element, state, ...actions }), [element, state, actions]);
  return [media, attach];
}

/** Tells of every step in time while it plays, as often as the screen is drawn. */
export function useTimeSteps(element: HTMLMediaElement | null, onStep: (before: number, now: number) => void): void {
  const tell = useEffectEvent(onStep);
  useEffect(() => {
    if (!element) return;
    let before = element.currentTime;
    let frame = requestAnimationFrame(function step() {
      const now = element.currentTime;
      if (!element.paused) tell(before, now);
      before = now;
      frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [element]);
}

function actionsOn(element: HTMLMediaElement | null) {
  return {
    play: () => void element?.play().catch(() => {}),
    pause: () => element?.pause(),
    seek: (time: number) => {
      if (element) element.currentTime = clamp(time, 0, Number.isFinite(element.duration) ? element.duration : Math.max(time, 0));
    },
    setSpeed: (speed: number) => {
      if (!element) return;
      element.preservesPitch = true;
      element.defaultPlaybackRate = speed;
      element.playbackRate = speed;
    },
    setVolume: (volume: number) => {
      if (element) element.volume = clamp(volume, 0, 1);
    },
    setMuted: (isMuted: boolean) => {
      if (element) element.muted = isMuted;
    },
  };
}

function stateOf(element: HTMLMediaElement, before: MediaState): MediaState {
  const now: MediaState = {
    time: element.currentTime,
    duration: Number.isFinite(element.duration) ? element.duration : 0,
    isPaused: element.paused,
    hasStarted: before.hasStarted || !element.paused,
    isWaiting: !element.paused && element.readyState < HTMLMediaElement.HAVE_FUTURE_DATA,
    hasFailed: element.error !== null,
    speed: element.playbackRate,
    volume: element.volume,
    isMuted: element.muted,
    buffered: before.buffered,
  };
  const buffered = Array.from({ length: element.buffered.length }, (_, part) => [element.buffered.start(part), element.buffered.end(part)] as const);
  if (buffered.flat().join() !== before.buffered.flat().join()) now.buffered = buffered;
  const isSame = (Object.keys(now) as (keyof MediaState)[]).every((key) => now[key] === before[key]);
  return isSame ? before : now;
}
