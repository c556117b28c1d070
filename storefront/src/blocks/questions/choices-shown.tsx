import { getTranslations } from 'next-intl/server';

import type { QuizQuestionOut } from '@/lib/api/schema';
import { Icon } from '@/ui/icon';

/** What there was to choose from: what was chosen, what is right where that is told, and what is said about it. */
export async function ChoicesShown({ question }: { question: QuizQuestionOut }) {
  const t = await getTranslations('quiz.result');
  const chosen = question.answer?.chosen ?? [];
  const right = question.result?.right?.chosen;
  return (
    <ul className="space-y-2">
      {question.options.map(({ id, text }) => {
        const isChosen = chosen.includes(id);
        const isRight = right?.includes(id) ?? (isChosen && !!question.result?.is_right);
        const said = question.result?.option_feedback[id];
        return (
          <li
            key={id}
            className={`flex gap-3 rounded-card border px-4 py-3 ${isChosen ? 'border-ink' : 'border-hairline'} ${isRight ? 'bg-success-soft' : 'bg-bg'}`}
          >
            <Sign isChosen={isChosen} isRight={isRight} isTold={right !== undefined || isRight} />
            <span className="min-w-0 flex-1">
              <span className="wrap-anywhere text-ink">{text}</span>
              {(isChosen || isRight) && (
                <span className={`block text-sm font-semibold ${isRight ? 'text-success' : 'text-ink'}`}>
                  {[isChosen && t('chosen'), isRight && t('isRight')].filter(Boolean).join(', ')}
                </span>
              )}
              {said && <span className="mt-1 block text-sm">{said}</span>}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** Beside its words: nothing is said here that is not said there. */
function Sign({ isChosen, isRight, isTold }: { isChosen: boolean; isRight: boolean; isTold: boolean }) {
  if (isRight) return <Icon name="done" className="mt-0.5 size-5 text-success" />;
  if (isChosen && isTold) return <Icon name="wrong" className="mt-0.5 size-5 text-error" />;
  return <Icon name={isChosen ? 'half' : 'circle'} className="mt-0.5 size-5 text-muted" />;
}
