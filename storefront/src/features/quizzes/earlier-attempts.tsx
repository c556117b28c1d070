import { getTranslations } from 'next-intl/server';

import { Link } from '@/i18n/navigation';
import type { QuizAttemptSummaryOut, QuizOut } from '@/lib/api/schema';
import { Icon } from '@/ui/icon';
import { Moment } from '@/ui/moment';

import { attemptPath } from './paths';

/** The attempts that the person made, the last first, each leading to its answers. */
export async function EarlierAttempts({ quiz }: { quiz: QuizOut }) {
  if (quiz.attempts.length === 0) return null;
  const t = await getTranslations('quiz.earlier');
  return (
    <section aria-labelledby="earlier">
      <h2 id="earlier" className="text-xl">
        {t('title')}
      </h2>
      <ul className="mt-4 divide-y divide-hairline border-y border-hairline">
        {quiz.attempts.map((attempt) => (
          <li key={attempt.id}>
            <Link
              href={attemptPath(quiz.course.slug, quiz.lesson.id, quiz.id, attempt.id)}
              prefetch={false}
              className="group flex min-h-16 flex-wrap items-center gap-x-6 gap-y-1 py-3"
            >
              <span className="min-w-0 flex-1">
                <span className="block font-semibold text-ink group-hover:underline">{t('attempt', { number: attempt.number })}</span>
                <span className="block text-sm text-muted">
                  <Moment at={attempt.handed_in_at ?? attempt.begun_at} as="day" />
                </span>
              </span>
              <Outcome attempt={attempt} />
              <Icon name="chevron-right" className="size-4 text-muted" />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

async function Outcome({ attempt }: { attempt: QuizAttemptSummaryOut }) {
  const [t, words] = await Promise.all([getTranslations('quiz.earlier'), getTranslations('quiz')]);
  if (attempt.handed_in_at === null) return <span className="text-sm font-semibold text-warning">{t('underWay')}</span>;
  const { percent, points, most_points: most, is_passed: isPassed } = attempt;
  return (
    <span className="text-end text-sm">
      <span className={`flex items-center justify-end gap-1.5 font-semibold ${isPassed ? 'text-success' : 'text-ink'}`}>
        <Icon name={isPassed ? 'done' : 'wrong'} className="size-4" />
        {t(isPassed ? 'passed' : 'notPassed')} · {t('percent', { percent: percent ?? 0 })}
      </span>
      <span className="block text-muted">{words('pointsOf', { points: points ?? 0, most })}</span>
    </span>
  );
}
