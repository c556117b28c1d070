'use client';

import { createContext, useContext } from 'react';

import type { QuizAnswer } from '@/lib/api/schema';

export interface AttemptParts {
  answers: Readonly<Record<string, QuizAnswer | null>>;
  /** What is wrong with the answers to which questions. */
  errors: Readonly<Record<string, string>>;
  give: (question: string, answer: QuizAnswer) => void;
}

export const AttemptContext = createContext<AttemptParts>({ answers: {}, errors: {}, give: () => {} });

/** What was answered to a question, and the way to answer it. */
export function useAnswer(question: string) {
  const { answers, errors, give } = useContext(AttemptContext);
  return { answer: answers[question] ?? null, error: errors[question], give: (answer: QuizAnswer) => give(question, answer) };
}
