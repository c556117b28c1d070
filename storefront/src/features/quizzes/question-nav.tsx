'use client';

import { useTranslations } from 'next-intl';

import { Icon } from '@/ui/icon';

export interface QuestionMark {
  id: string;
  number: number;
  isAnswered: boolean;
}

/** The questions by number: which are answered, and the way to each. */
export function QuestionNav({ questions }: { questions: readonly QuestionMark[] }) {
  const t = useTranslations('quiz.attempt');
  return (
    <nav aria-label={t('questions')}>
      <ol className="flex flex-wrap gap-2">
        {questions.map(({ id, number, isAnswered }) => (
          <li key={id}>
            <a
              href={`#question-${number}`}
              className={`relative grid size-11 place-items-center rounded-card text-sm font-semibold text-ink hover:bg-surface-2 ${
                isAnswered ? 'bg-surface-2' : 'border border-control'
              }`}
            >
              <span className="sr-only">{t('question')} </span>
              {number}
              {isAnswered && <Icon name="check" className="absolute end-0.5 top-0.5 size-3.5 text-success noscript:hidden" />}
              <span className="sr-only noscript:hidden">, {isAnswered ? t('answered') : t('open')}</span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
