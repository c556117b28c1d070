import { getTranslations } from 'next-intl/server';

import type { QuizQuestionOut, QuizResultOut } from '@/lib/api/schema';
import { Icon } from '@/ui/icon';

import { AnswerShown, isEmpty } from './answer-shown';
import { ChoicesShown } from './choices-shown';
import { MarksShown } from './marks-shown';
import { QuestionContent } from './question-content';
import { TapsShown } from './taps-shown';

const MARKS = {
  right: ['done', 'text-success'],
  partly: ['half', 'text-warning'],
  wrong: ['wrong', 'text-error'],
  unanswered: ['circle', 'text-muted'],
} as const;

/** A question of an attempt that was handed in: what was answered, how it went, and what was right. */
export async function QuestionResult({ question, course }: { question: QuizQuestionOut; course: string }) {
  const t = await getTranslations('quiz');
  const { result } = question;
  if (!result) return null;
  const mark = markOf(question, result);
  const [icon, colour] = MARKS[mark];
  const heading = `${question.id}-heading`;
  return (
    <section id={`question-${question.number}`} aria-labelledby={heading} className="rounded-card bg-surface p-5 sm:p-8">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h3 id={heading} className="text-lg">
          {t('attempt.questionNumber', { number: question.number })}
        </h3>
        <p className="flex flex-wrap items-center gap-x-3 text-sm">
          <span className={`flex items-center gap-1.5 font-semibold ${colour}`}>
            <Icon name={icon} />
            {t(`result.${mark}`)}
          </span>
          <span className="text-muted">{t('pointsOf', { points: result.points, most: question.points })}</span>
        </p>
      </div>
      <div className="mt-4 flex flex-col gap-5">
        <QuestionContent question={question} course={course} />
      </div>
      <div className="mt-6 space-y-5">
        <Answers question={question} result={result} />
        {result.feedback && (
          <p className="flex gap-3 rounded-card bg-surface-2 p-4 text-ink">
            <Icon name="chat" className="mt-0.5 size-5 text-muted" />
            <span className="min-w-0 whitespace-pre-line">{result.feedback}</span>
          </p>
        )}
      </div>
    </section>
  );
}

async function Answers({ question, result }: { question: QuizQuestionOut; result: QuizResultOut }) {
  const t = await getTranslations('quiz.result');
  if (question.options.length > 0 && ['single_choice', 'multiple_choice', 'true_false'].includes(question.kind)) {
    return <ChoicesShown question={question} />;
  }
  if (question.kind === 'hotspot') return <MarksShown question={question} result={result} />;
  if (question.kind === 'rhythm') return <TapsShown question={question} taps={result.taps} />;
  return (
    <dl className="space-y-5">
      <div>
        <dt className="mb-1 text-sm font-semibold text-muted">{t('yours')}</dt>
        <dd>{question.answer && !isEmpty(question, question.answer) ? <AnswerShown question={question} answer={question.answer} /> : t('noAnswer')}</dd>
      </div>
      {result.right && !result.is_right && (
        <div>
          <dt className="mb-1 flex items-center gap-1.5 text-sm font-semibold text-success">
            <Icon name="done" className="size-4" />
            {t('rightAnswer')}
          </dt>
          <dd>
            <AnswerShown question={question} answer={result.right} />
          </dd>
        </div>
      )}
    </dl>
  );
}

function markOf(question: QuizQuestionOut, { is_right: isRight, points }: QuizResultOut): keyof typeof MARKS {
  if (isRight) return 'right';
  if (points > 0) return 'partly';
  return isEmpty(question, question.answer) ? 'unanswered' : 'wrong';
}
