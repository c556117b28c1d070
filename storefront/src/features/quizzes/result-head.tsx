import { getTranslations } from 'next-intl/server';

import { lessonPath } from '@/features/lesson/paths';
import { wayBack } from '@/features/lesson/way-back';
import { Link } from '@/i18n/navigation';
import type { QuizAttemptOut } from '@/lib/api/schema';
import { buttonClass } from '@/ui/button';
import { Icon } from '@/ui/icon';

import type { WayOn } from './api';
import { Begin } from './begin';

/** How an attempt went, and the way on. */
export async function ResultHead({ attempt, wayOn }: { attempt: QuizAttemptOut; wayOn: WayOn }) {
  const [t, words] = await Promise.all([getTranslations('quiz.result'), getTranslations('quiz')]);
  const { is_passed: isPassed, points, most_points: most, percent, quiz } = attempt;
  return (
    <section aria-labelledby="result" className={`rounded-card p-6 sm:p-8 ${isPassed ? 'bg-success-soft' : 'bg-surface'}`}>
      <h2 id="result" className={`flex items-center gap-3 text-2xl ${isPassed ? 'text-success' : ''}`}>
        <Icon name={isPassed ? 'done' : 'wrong'} className="size-7" />
        {t(isPassed ? 'passed' : 'notPassed')}
      </h2>
      <p className="mt-4 flex flex-wrap items-baseline gap-x-3 text-ink">
        <span className="font-display text-4xl font-extrabold tracking-tight">{t('percent', { percent: percent ?? 0 })}</span>
        <span className="text-lg">{words('pointsOf', { points: points ?? 0, most })}</span>
      </p>
      <p className="mt-2 max-w-prose">{isPassed ? t('passedText') : t('notPassedText', { needed: quiz.pass_percent })}</p>
      {!attempt.shows_answers && wayOn.quiz && <p className="mt-2 text-sm text-muted">{t(`notShown.${wayOn.quiz.answers_shown}`)}</p>}
      <WaysOn attempt={attempt} wayOn={wayOn} />
    </section>
  );
}

async function WaysOn({ attempt, wayOn: { quiz, next } }: { attempt: QuizAttemptOut; wayOn: WayOn }) {
  const [t, start] = await Promise.all([getTranslations('quiz.result'), getTranslations('quiz.start')]);
  const { course, lesson } = attempt;
  const back = wayBack(attempt);
  // Passing opens what comes next: trying again is in nobody's way then.
  const goesOn = next && (attempt.is_passed || quiz?.is_passed || !attempt.is_required);
  return (
    <div className="mt-6 flex flex-wrap items-start gap-3">
      {goesOn && (
        <Link href={lessonPath(course.slug, next.id)} prefetch={false} className={buttonClass(attempt.is_passed ? 'accent' : 'outline')}>
          {t('next', { title: next.title })}
          <Icon name="arrow-right" />
        </Link>
      )}
      {quiz && <Begin quiz={quiz} />}
      <Link href={back.href} prefetch={false} className={buttonClass('quiet')}>
        {lesson.title ? start('toLesson') : start('toCourse')}
      </Link>
    </div>
  );
}
