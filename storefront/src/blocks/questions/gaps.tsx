'use client';

import { useTranslations } from 'next-intl';

import { fieldName, gapsOf } from '@/features/quizzes/answers';
import { useAnswer } from '@/features/quizzes/attempt-context';

import type { FieldProps } from './field';
import { MOST_LETTERS } from './words';

const GAP =
  'mx-1 inline-block min-h-11 w-40 max-w-full rounded-card border border-control bg-bg px-3 py-1.5 align-middle text-ink ' +
  'aria-invalid:border-2 aria-invalid:border-error';

/** A text with gaps to fill, in words or from a list. */
export function Gaps({ question, errorId }: FieldProps) {
  const t = useTranslations('quiz.answer');
  const { answer, give } = useAnswer(question.id);
  const names = gapsOf(question);
  const filled = answer?.gaps ?? {};
  const field = (gap: string) => ({
    name: fieldName(question.id, 'gaps', gap),
    value: filled[gap] ?? '',
    'aria-label': t('gap', { number: names.indexOf(gap) + 1 }),
    'aria-invalid': errorId ? true : undefined,
    'aria-describedby': errorId,
    onChange: (event: { target: { value: string } }) => give({ gaps: { ...filled, [gap]: event.target.value } }),
    className: GAP,
  });
  return (
    <div>
      <p className="mb-3 text-sm text-muted">{t('fillGaps')}</p>
      <div className="leading-[3.25rem] whitespace-pre-line text-ink">
        {question.gaps.map(({ text, gap, options }, place) => {
          if (gap === undefined) return <span key={place}>{text}</span>;
          if (!options) return <input key={place} {...field(gap)} maxLength={MOST_LETTERS} autoCapitalize="none" spellCheck={false} />;
          return (
            <select key={place} {...field(gap)}>
              <option value="">{t('choose')}</option>
              {options.map((option) => (
                <option key={option} value={option}>
                  {option}
                </option>
              ))}
            </select>
          );
        })}
      </div>
    </div>
  );
}
