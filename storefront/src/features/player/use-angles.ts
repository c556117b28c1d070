'use client';

import { useCallback, useState } from 'react';

import { angleOf, chooseAngle, MAIN_ALONE, nextAngle, toggleBeside, type View } from '@/lib/player/angles';

import type { Standing } from './use-companion';

/** What an angle beside the main one tells of itself while it is there; nothing once it is gone. */
export type Tell = (angle: number, told: Told | null) => void;

export interface Told {
  element: HTMLVideoElement | null;
  standing: Standing;
}

export interface AngleTool {
  /** The angle that is wanted alone, or beside the main one. */
  chosen: number;
  isBeside: boolean;
  /** Whose picture is seen where one is seen alone: the one before until the one that is wanted has come. */
  seen: number;
  /** Those that play along with the main one. */
  companions: readonly number[];
  /** What is known of those. */
  told: Readonly<Record<number, Told | undefined>>;
  tell: Tell;
  choose: (angle: number) => void;
  next: () => void;
  toggleBeside: () => void;
}

/** Which of `count` angles one sees. While there are no pictures (`isOff`) it is none; whoever chooses one wants them on. */
export function useAngles(count: number, isOff: boolean, onPictures: () => void): AngleTool {
  const [wanted, setWanted] = useState(MAIN_ALONE);
  const [before, setBefore] = useState(0);
  const [told, setTold] = useState<AngleTool['told']>({});
  const view = isOff ? MAIN_ALONE : wanted;
  const chosen = angleOf(view);
  const isBeside = view.beside !== null;
  const standing = told[chosen]?.standing ?? 'coming';
  const isComing = chosen > 0 && standing === 'coming' && !isBeside;
  const along = isComing ? [chosen, before] : [chosen];
  const seen = isBeside ? 0 : (along.find((angle) => told[angle]?.standing === 'here') ?? 0);
  const tell = useCallback<Tell>((angle, news) => setTold((known) => ({ ...known, [angle]: news ?? undefined })), []);
  const change = (to: View) => {
    if (isOff) onPictures();
    setBefore(seen);
    setWanted(to);
  };
  return {
    chosen,
    isBeside,
    seen,
    companions: [...new Set(along)].filter(Boolean),
    told,
    tell,
    choose: (angle) => change(chooseAngle(view, angle)),
    next: () => change(nextAngle(view, count)),
    toggleBeside: () => change(toggleBeside(view)),
  };
}
