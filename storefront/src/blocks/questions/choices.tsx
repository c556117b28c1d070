'use client';

import { useTranslations } from 'next-intl';

import { fieldName } from '@/features/quizzes/answers';
import { useAnswer } from '@/features/quizzes/attempt-context';

import { CHOICE, type FieldProps } from './field';

/** One answer out of several, or any number of them. */
export function Choices({ question: { id, kind, options } }: FieldProps) {
  const t = useTranslations('quiz.answer');
  const { answer, give } = useAnswer(id);
  const name = fieldName(id, 'chosen');
  const isMany = kind === 'multiple_choice';
  const chosen = answer?.chosen ?? [];
  const choose = (option: string, isChosen: boolean) => {
    const others = isMany ? chosen.filter((each) => each !== option) : [];
    give({ chosen: isChosen ? [...others, option] : others });
  };
  return (
    <div>
      <p className="mb-3 text-sm text-muted">{t(isMany ? 'chooseSeveral' : 'chooseOne')}</p>
      {/* Tells an answer that was taken back from a question that was not asked. */}
      <input type="hidden" name={name} value="" />
      <ul className="space-y-2">
        {options.map((option) => (
          <li key={option.id}>
            <label className={CHOICE}>
              <input
                type={isMany ? 'checkbox' : 'radio'}
                name={name}
                value={option.id}
                checked={chosen.includes(option.id)}
                onChange={(event) => choose(option.id, event.target.checked)}
                className="mt-0.5 size-5 shrink-0 accent-primary"
              />
              <span className="min-w-0 wrap-anywhere">{option.text}</span>
            </label>
          </li>
        ))}
      </ul>
    </div>
  );
}
