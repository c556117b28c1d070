'use client';

import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';

import { ask } from '@/lib/api/browser';
import type { QuizAnswer, QuizAttemptOut } from '@/lib/api/schema';
import { onSessionRenewed, tellSessionEnded } from '@/lib/session/events';

import { AnswerSender, type SaveState } from './answer-sender';
import { isSameAnswer, readAnswers, type AskedQuestion } from './answers';

interface Options {
  attempt: string;
  questions: readonly AskedQuestion[];
  form: RefObject<HTMLFormElement | null>;
  /** Typed into the form before it was sent without scripts and refused. */
  typed: ReadonlyMap<string, QuizAnswer>;
  /** What the server was last known to say of the attempt. */
  onKnown: (attempt: QuizAttemptOut) => void;
  /** The attempt takes no answers any more. */
  onOver: () => void;
}

type Answers = Record<string, QuizAnswer | null>;

/** The answers of an attempt: on the page at once, at the API a moment later. */
export function useAnswers({ attempt, questions, form, typed, onKnown, onOver }: Options) {
  const [answers, setAnswers] = useState<Answers>(() => Object.fromEntries(questions.map(({ id, answer }) => [id, typed.get(id) ?? answer])));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [saveState, setSaveState] = useState<SaveState>('untouched');
  const sender = useRef<AnswerSender | null>(null);
  const touched = useRef(new Set<string>());
  const latest = useRef({ questions, onKnown, onOver });
  useEffect(() => {
    latest.current = { questions, onKnown, onOver };
  });

  const give = useCallback((question: string, answer: QuizAnswer) => {
    touched.current.add(question);
    setAnswers((before) => ({ ...before, [question]: answer }));
    setErrors((before) => without(before, question));
    sender.current?.keep(question, answer);
  }, []);

  const refuse = useCallback((fields: Record<string, string[]>) => {
    setErrors((before) => ({ ...before, ...Object.fromEntries(Object.entries(fields).map(([question, said]) => [question, said.join(' ')])) }));
  }, []);

  useEffect(() => {
    const made = new AnswerSender(attempt, {
      onState: (state) => {
        setSaveState(state);
        if (state === 'over') latest.current.onOver();
      },
      onSaved: (found) => latest.current.onKnown(found),
      onRefused: refuse,
      onSignedOut: tellSessionEnded,
    });
    sender.current = made;
    // Chosen or typed before scripts arrived.
    for (const [id, answer] of form.current ? readAnswers(new FormData(form.current)) : []) {
      const question = latest.current.questions.find((each) => each.id === id);
      if (question && !isSameAnswer(question, question.answer, answer)) give(id, answer);
    }
    const look = async () => {
      const found = await ask<QuizAttemptOut>(`/api/v1/me/quiz-attempts/${attempt}`).catch(() => null);
      if (!found || sender.current !== made) return;
      const news = found.questions.filter(({ id }) => !touched.current.has(id)).map(({ id, answer }) => [id, answer]);
      setAnswers((before) => ({ ...before, ...(Object.fromEntries(news) as Answers) }));
      latest.current.onKnown(found);
    };
    // A page that one comes back to may be as old as its last visit.
    void look();
    const turn = () => (document.visibilityState === 'hidden' ? made.leave() : void look());
    const forgetRenewal = onSessionRenewed(() => void made.flush());
    window.addEventListener('online', made.flush);
    window.addEventListener('pagehide', made.leave);
    document.addEventListener('visibilitychange', turn);
    return () => {
      forgetRenewal();
      window.removeEventListener('online', made.flush);
      window.removeEventListener('pagehide', made.leave);
      document.removeEventListener('visibilitychange', turn);
      made.leave();
      made.stop();
    };
  }, [attempt, form, give, refuse]);

  /** Nothing is saved any more: the attempt is being handed in as a whole. */
  const stop = useCallback(() => sender.current?.stop(), []);

  return { answers, errors, saveState, give, refuse, stop };
}

function without(errors: Record<string, string>, question: string): Record<string, string> {
  if (!(question in errors)) return errors;
  return Object.fromEntries(Object.entries(errors).filter(([each]) => each !== question));
}
