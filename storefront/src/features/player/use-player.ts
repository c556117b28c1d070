'use client';

import { useEffect, useEffectEvent, useState } from 'react';

import type { Command } from '@/lib/player/keys';
import { reachesEnd } from '@/lib/player/loops';
import { nextSpeed } from '@/lib/player/speed';

import { useCountIn } from './use-count-in';
import { useLoop } from './use-loop';
import { useMedia, useTimeSteps } from './use-media';
import { useMoments } from './use-moments';
import { useNotes } from './use-notes';
import { usePreferences } from './use-preferences';

/** So near to the film's end, a loop's end is the film's. */
const END_SECONDS = 0.3;

/** What films and sounds have in common: playing with a count-in, looping, and what the person prefers. */
export function usePlayer(block: string) {
  const [preferences, prefer] = usePreferences();
  const [countsIn, setCountsIn] = useState(false);
  const counting = useCountIn();
  const [media, attach] = useMedia();
  const tool = useLoop(block, media.state.duration);
  const notes = useNotes();
  useMoments(block, media);
  const { loop } = tool;
  const { element } = media;

  const start = () => {
    const time = element?.currentTime ?? 0;
    if (loop && (time < loop.from || time >= loop.to)) media.seek(loop.from);
    if (countsIn) counting.begin(preferences.tempo, media.play);
    else media.play();
  };
  const again = () => {
    if (!loop) return;
    media.seek(loop.from);
    if (countsIn) media.pause();
    start();
  };
  useTimeSteps(element, (before, now) => {
    if (loop && reachesEnd(loop, before, now)) again();
  });
  const onEnd = useEffectEvent((event: Event) => {
    if (!loop || loop.to < media.state.duration - END_SECONDS) return;
    // Before others hear of the end: a film that loops has none.
    event.stopImmediatePropagation();
    again();
  });
  useEffect(() => {
    const parent = element?.parentElement;
    parent?.addEventListener('ended', onEnd, { capture: true });
    return () => parent?.removeEventListener('ended', onEnd, { capture: true });
  }, [element]);

  // Chosen elsewhere or at another time, it holds here too.
  const { setSpeed: applySpeed, setVolume: applyVolume, setMuted } = media;
  useEffect(() => {
    if (element) applySpeed(preferences.speed);
  }, [element, applySpeed, preferences.speed]);
  useEffect(() => {
    if (!element) return;
    applyVolume(preferences.volume);
    setMuted(preferences.isMuted);
  }, [element, applyVolume, setMuted, preferences.volume, preferences.isMuted]);

  const setSpeed = (speed: number) => prefer({ speed });
  const setVolume = (volume: number) => prefer({ volume: Math.min(1, Math.max(0, volume)), isMuted: volume <= 0 });
  const toggleMute = () => prefer(preferences.volume > 0 ? { isMuted: !preferences.isMuted } : { volume: 0.5, isMuted: false });
  const toggle = () => {
    if (counting.count !== null) counting.cancel();
    else if (media.state.isPaused) start();
    else media.pause();
  };

  /** What a key asks for; what only films have is theirs. */
  const run = (command: Command) => {
    const time = media.element?.currentTime ?? 0;
    const { duration } = media.state;
    if (command.do === 'toggle') toggle();
    else if (command.do === 'seek') media.seek(time + command.by);
    else if (command.do === 'jump') media.seek(command.to * duration);
    else if (command.do === 'volume') setVolume(preferences.volume + command.by);
    else if (command.do === 'mute') toggleMute();
    else if (command.do === 'faster') setSpeed(nextSpeed(preferences.speed, 1));
    else if (command.do === 'slower') setSpeed(nextSpeed(preferences.speed, -1));
    else if (command.do === 'loop-from') tool.setFrom(time);
    else if (command.do === 'loop-to') tool.setTo(time);
    else if (command.do === 'note') notes.write();
  };

  return { attach, media, tool, notes, counting, countsIn, setCountsIn, preferences, prefer, setSpeed, setVolume, toggleMute, toggle, run };
}
