'use client';

import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';

import type { LessonState, LessonStateOut } from '@/lib/api/schema';
import { deviceStore } from '@/lib/player/memory-store';
import { ProgressQueue } from '@/lib/player/progress-queue';
import { ProgressSender, type SendState } from '@/lib/player/progress-sender';
import { onSessionRenewed } from '@/lib/session/events';

export interface LessonSession {
  lessonId: string;
  /** Null for who reads without a seat: nothing is kept for them. */
  learner: string | null;
  /** How each lesson of the course stands. */
  states: Readonly<Record<string, LessonState>>;
  percent: number;
  isCompleted: boolean;
  /** Where the film stood when the lesson was opened. */
  startsAt: number;
  /** A quiz that has to be passed is not: the lesson cannot be completed yet. */
  isHeldBack: boolean;
  sendState: SendState;
  setCompleted: (isCompleted: boolean) => void;
  keepPosition: (seconds: number) => void;
  /** Waits, but not for long, until what was done has arrived: a lesson that waits for this one opens only then. */
  arrive: () => Promise<void>;
  /** The film or sound of the lesson came to its end, so many times. */
  endings: number;
  reachEnd: () => void;
}

const NONE: readonly string[] = [];
const LONGEST_WAIT_MS = 2_000;

const Session = createContext<LessonSession | null>(null);

/** The lesson around a part of it; null in previews. */
export const useLessonSession = () => useContext(Session);

interface Props {
  lessonId: string;
  learner: string | null;
  states: Record<string, LessonState>;
  startsAt: number;
  isHeldBack?: boolean;
  /** Lessons without which the course is finished all the same. */
  optional?: readonly string[];
  children: ReactNode;
}

/** Keeps what the learner does in the lesson, at once on this device and as soon as possible at the API. */
export function LessonSessionProvider({ lessonId, learner, states: known, startsAt, isHeldBack = false, optional = NONE, children }: Props) {
  const [states, setStates] = useState(known);
  const [sendState, setSendState] = useState<SendState>('saved');
  const [endings, setEndings] = useState(0);
  const sender = useRef<ProgressSender | null>(null);

  const take = useCallback((lessons: LessonStateOut[]) => {
    setStates((before) => ({ ...before, ...Object.fromEntries(lessons.map((each) => [each.lesson, stateOf(each)])) }));
  }, []);

  useEffect(() => {
    if (!learner) return;
    const made = new ProgressSender(new ProgressQueue(deviceStore(), learner), { onState: setSendState, onRecorded: take });
    sender.current = made;
    made.record(lessonId, 'start');
    const flush = () => void made.flush();
    const leave = () => made.leave();
    const turn = () => (document.visibilityState === 'hidden' ? leave() : flush());
    const forgetRenewal = onSessionRenewed(flush);
    window.addEventListener('online', flush);
    window.addEventListener('pagehide', leave);
    document.addEventListener('visibilitychange', turn);
    return () => {
      forgetRenewal();
      window.removeEventListener('online', flush);
      window.removeEventListener('pagehide', leave);
      document.removeEventListener('visibilitychange', turn);
      leave();
      made.stop();
    };
  }, [learner, lessonId, take]);

  const setCompleted = useCallback(
    (isCompleted: boolean) => {
      if (isCompleted && isHeldBack) return;
      setStates((before) => ({ ...before, [lessonId]: isCompleted ? 'completed' : 'in_progress' }));
      sender.current?.record(lessonId, isCompleted ? 'complete' : 'undo');
    },
    [lessonId, isHeldBack],
  );
  const keepPosition = useCallback((seconds: number) => sender.current?.record(lessonId, 'position', seconds), [lessonId]);
  const arrive = useCallback(async () => {
    await Promise.race([sender.current?.arrived(), new Promise((resolve) => setTimeout(resolve, LONGEST_WAIT_MS))]);
  }, []);
  const reachEnd = useCallback(() => setEndings((count) => count + 1), []);

  const session = useMemo<LessonSession>(
    () => ({
      lessonId,
      learner,
      states,
      percent: percentOf(states, optional),
      isCompleted: states[lessonId] === 'completed',
      startsAt,
      isHeldBack,
      sendState,
      setCompleted,
      keepPosition,
      arrive,
      endings,
      reachEnd,
    }),
    [lessonId, learner, states, optional, startsAt, isHeldBack, sendState, setCompleted, keepPosition, arrive, endings, reachEnd],
  );
  return <Session value={session}>{children}</Session>;
}

function stateOf(lesson: LessonStateOut): LessonState {
  return lesson.is_completed ? 'completed' : 'in_progress';
}

/** Rounded down, as the API does: a hundred means all. */
function percentOf(states: Readonly<Record<string, LessonState>>, optional: readonly string[]): number {
  const needed = Object.entries(states).filter(([lesson]) => !optional.includes(lesson));
  return needed.length ? Math.floor((needed.filter(([, state]) => state === 'completed').length * 100) / needed.length) : 0;
}
