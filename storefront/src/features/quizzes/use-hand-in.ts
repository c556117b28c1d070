'use client';

import { useCallback, useEffect, useRef, useState } from 'react';

import { useRouter } from '@/i18n/navigation';
import type { ApiError } from '@/lib/api/errors';
import type { QuizAnswer } from '@/lib/api/schema';
import { refused, UNTOUCHED, type FormState } from '@/lib/forms';
import { onSessionRenewed, tellSessionEnded } from '@/lib/session/events';

import { AttemptCloser } from './attempt-closer';

interface Options {
  attempt: string;
  /** What is wrong with the answers to which questions. */
  onRefused: (fields: Record<string, string[]>) => void;
  onDone: () => void;
}

/** Hands an attempt in, and shows the page anew when it was. */
export function useHandIn({ attempt, onRefused, onDone }: Options) {
  const router = useRouter();
  const [state, setState] = useState<FormState>(UNTOUCHED);
  const [isHandingIn, setHandingIn] = useState(false);
  const closer = useRef<AttemptCloser | null>(null);
  const latest = useRef({ router, onRefused, onDone });
  useEffect(() => {
    latest.current = { router, onRefused, onDone };
  });

  useEffect(() => {
    const made = new AttemptCloser(attempt, {
      onHandingIn: setHandingIn,
      // The button stays as it is until the page has come, with what was reached in its place.
      onDone: () => {
        setState(UNTOUCHED);
        latest.current.onDone();
        latest.current.router.refresh();
      },
      onProblem: (problem) => {
        if (problem.status === 401) tellSessionEnded();
        latest.current.onRefused(problem.fields);
        setState(asFormState(problem));
      },
    });
    closer.current = made;
    const forgetRenewal = onSessionRenewed(() => void made.again());
    return () => {
      forgetRenewal();
      made.stop();
    };
  }, [attempt]);

  const handIn = useCallback((answers: ReadonlyMap<string, QuizAnswer>, isTimeUp: boolean) => void closer.current?.handIn(answers, { isTimeUp }), []);

  return { state, isHandingIn, handIn };
}

function asFormState(problem: ApiError): FormState {
  return problem.status === 0 ? { outcome: 'refused', reason: 'unavailable' } : refused(problem, new FormData());
}
