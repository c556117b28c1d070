'use client';

import { useTranslations } from 'next-intl';
import type { ComponentType, ReactNode } from 'react';

import type { AskedQuestion } from '@/features/quizzes/answers';
import { useAnswer } from '@/features/quizzes/attempt-context';
import { Listening } from '@/features/quizzes/listening';
import type { QuizQuestionOutKindEnum } from '@/lib/api/schema';
import { FieldError } from '@/ui/field-error';

import { Choices } from './choices';
import type { FieldProps } from './field';
import { Gaps } from './gaps';
import { Hotspot } from './hotspot';
import { Matching } from './matching';
import { Ordering } from './ordering';
import { Rhythm } from './rhythm';
import { Numeric, ShortText } from './words';

// A kind that the API knows and that is missing here fails the type check.
const FIELDS: Record<QuizQuestionOutKindEnum, ComponentType<FieldProps>> = {
  single_choice: Choices,
  multiple_choice: Choices,
  true_false: Choices,
  short_text: ShortText,
  numeric: Numeric,
  gaps: Gaps,
  ordering: Ordering,
  matching: Matching,
  hotspot: Hotspot,
  rhythm: Rhythm,
};

interface Props {
  question: AskedQuestion;
  /** The ids of the words that ask. */
  asks: string;
  /** What is heard before it is shown, where one is to listen first. */
  listening?: { name: string; plays: number; media: number; sounds: ReactNode };
  /** What is asked, drawn. */
  children: ReactNode;
}

/** A question of an attempt under way: what is asked, and where it is answered. */
export function Question({ question, asks, listening, children }: Props) {
  const t = useTranslations('quiz');
  const { error } = useAnswer(question.id);
  const Field: ComponentType<FieldProps> | undefined = FIELDS[question.kind];
  const errorId = error ? `${question.id}-error` : undefined;
  const body = (
    <>
      <div className="flex flex-col gap-5">{children}</div>
      <div className="mt-6">{Field && <Field question={question} errorId={errorId} />}</div>
      {error && <FieldError id={errorId}>{error}</FieldError>}
    </>
  );
  return (
    <section id={`question-${question.number}`} tabIndex={-1} className="scroll-mt-24 rounded-card bg-surface p-5 outline-none sm:p-8 lg:scroll-mt-4">
      <fieldset aria-describedby={[asks, errorId].filter(Boolean).join(' ') || undefined} className="min-w-0">
        <legend className="flex w-full flex-wrap items-baseline justify-between gap-x-4">
          <h2 className="text-lg">{t('attempt.questionNumber', { number: question.number })}</h2>
          <span className="text-sm text-muted">{t('points', { points: question.points })}</span>
        </legend>
        <div className="mt-4">
          {listening ? (
            <Listening {...listening} isOpen={question.answer !== null}>
              {body}
            </Listening>
          ) : (
            body
          )}
        </div>
      </fieldset>
    </section>
  );
}
