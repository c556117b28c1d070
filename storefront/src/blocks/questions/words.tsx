'use client';

import { useTranslations } from 'next-intl';
import { useId } from 'react';

import { fieldName } from '@/features/quizzes/answers';
import { useAnswer } from '@/features/quizzes/attempt-context';
import { INPUT } from '@/ui/form/field';

import type { FieldProps } from './field';

/** The longest that the API takes. */
export const MOST_LETTERS = 200;

/** A few words to write. */
export function ShortText(props: FieldProps) {
  return <Line {...props} />;
}

/** A number to write, before its unit. */
export function Numeric(props: FieldProps) {
  return <Line {...props} inputMode="decimal" />;
}

function Line({ question: { id, unit }, errorId, inputMode }: FieldProps & { inputMode?: 'decimal' }) {
  const t = useTranslations('quiz.answer');
  const field = useId();
  const { answer, give } = useAnswer(id);
  return (
    <div>
      <label htmlFor={field} className="mb-2 block text-sm font-semibold text-ink">
        {unit ? t('yoursIn', { unit }) : t('yours')}
      </label>
      <div className={`flex items-center gap-3 ${inputMode ? 'max-w-60' : 'max-w-xl'}`}>
        <input
          id={field}
          name={fieldName(id, 'text')}
          inputMode={inputMode}
          maxLength={MOST_LETTERS}
          autoCapitalize="none"
          spellCheck={false}
          value={answer?.text ?? ''}
          onChange={(event) => give({ text: event.target.value })}
          aria-invalid={errorId ? true : undefined}
          aria-describedby={errorId}
          className={INPUT}
        />
        {unit && (
          <span aria-hidden className="font-semibold text-ink">
            {unit}
          </span>
        )}
      </div>
    </div>
  );
}
