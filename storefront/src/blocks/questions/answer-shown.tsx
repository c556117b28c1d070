import { getTranslations } from 'next-intl/server';

import { gapsOf } from '@/features/quizzes/answers';
import type { QuizAnswer, QuizPart, QuizQuestionOut } from '@/lib/api/schema';
import { Icon } from '@/ui/icon';

interface Props {
  question: QuizQuestionOut;
  answer: QuizAnswer;
}

/** An answer as it was given, to read. Choices are shown among the others (`ChoicesShown`), marks on their picture (`MarksShown`), taps by their notes (`TapsShown`). */
export async function AnswerShown({ question, answer }: Props) {
  const t = await getTranslations('quiz.result');
  switch (question.kind) {
    case 'gaps':
      return (
        <p className="leading-loose whitespace-pre-line">
          {question.gaps.map(({ text, gap }, place) =>
            gap === undefined ? (
              <span key={place}>{text}</span>
            ) : (
              <span key={place} className="mx-0.5 rounded-card bg-surface-2 px-2 py-0.5 font-semibold text-ink">
                {answer.gaps?.[gap] || <i className="font-normal text-muted">{t('emptyGap')}</i>}
              </span>
            ),
          )}
        </p>
      );
    case 'ordering':
      return (
        <ol className="list-decimal space-y-1 ps-6 text-ink">
          {answer.order?.map((id) => (
            <li key={id}>{textOf(question.options, id)}</li>
          ))}
        </ol>
      );
    case 'matching':
      return (
        <ul className="space-y-1 text-ink">
          {question.options.map(({ id, text }) => (
            <li key={id} className="flex flex-wrap items-center gap-x-2">
              {text}
              <Icon name="arrow-right" className="size-4 text-muted" />
              <span className="sr-only">{t('goesWith')}</span>
              <span className="font-semibold">{textOf(question.targets, answer.pairs?.[id]) || <i className="font-normal text-muted">{t('noAnswer')}</i>}</span>
            </li>
          ))}
        </ul>
      );
    default:
      return (
        <p className="font-semibold wrap-anywhere text-ink">
          {answer.text} {question.unit}
        </p>
      );
  }
}

/** Whether an answer holds anything to show. */
export function isEmpty(question: QuizQuestionOut, answer: QuizAnswer | null): boolean {
  if (!answer) return true;
  const { chosen, text, order, pairs, gaps, marks, rhythm } = answer;
  return !chosen?.length && !text?.trim() && !order?.length && !marks?.length && !rhythm?.taps?.length && !rhythm?.text && !Object.keys(pairs ?? {}).length && !gapsOf(question).some((gap) => gaps?.[gap]?.trim());
}

const textOf = (parts: readonly QuizPart[], id: string | undefined) => parts.find((part) => part.id === id)?.text ?? '';
