'use client';

import { useTranslations } from 'next-intl';
import { useId } from 'react';

import { fieldName } from '@/features/quizzes/answers';
import { useAnswer } from '@/features/quizzes/attempt-context';
import { INPUT } from '@/ui/form/field';

import type { FieldProps } from './field';

/** What belongs to each: a list to choose from beside every one. */
export function Matching({ question: { id, options, targets } }: FieldProps) {
  const t = useTranslations('quiz.answer');
  const field = useId();
  const { answer, give } = useAnswer(id);
  const pairs = answer?.pairs ?? {};
  const match = (option: string, target: string) => {
    const others = Object.fromEntries(Object.entries(pairs).filter(([each]) => each !== option));
    give({ pairs: target ? { ...others, [option]: target } : others });
  };
  return (
    <div>
      <p className="mb-3 text-sm text-muted">{t('match')}</p>
      <ul className="divide-y divide-hairline border-y border-hairline">
        {options.map((option) => (
          <li key={option.id} className="grid items-center gap-x-6 gap-y-2 py-3 sm:grid-cols-2">
            <label htmlFor={`${field}-${option.id}`} className="min-w-0 font-semibold wrap-anywhere text-ink">
              {option.text}
            </label>
            <select
              id={`${field}-${option.id}`}
              name={fieldName(id, 'pairs', option.id)}
              value={pairs[option.id] ?? ''}
              onChange={(event) => match(option.id, event.target.value)}
              className={`${INPUT} min-w-0`}
            >
              <option value="">{t('choose')}</option>
              {targets.map((target) => (
                <option key={target.id} value={target.id}>
                  {target.text}
                </option>
              ))}
            </select>
          </li>
        ))}
      </ul>
    </div>
  );
}
