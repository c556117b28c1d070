import { getTranslations } from 'next-intl/server';

import type { QuizOut } from '@/lib/api/schema';
import { Icon, type IconName } from '@/ui/icon';

import { lengthText } from './length-text';

/** The rules of a quiz, in words. */
export async function Rules({ quiz }: { quiz: QuizOut }) {
  const t = await getTranslations('quiz.rules');
  const rules = (await rulesOf(quiz)).filter((rule) => rule !== null);
  return (
    <section aria-labelledby="rules">
      <h2 id="rules" className="text-xl">
        {t('title')}
      </h2>
      <ul className="mt-4 max-w-prose space-y-3">
        {rules.map(([icon, words]) => (
          <li key={words} className="flex gap-3">
            <Icon name={icon} className="mt-0.5 size-5 text-muted" />
            <span className="min-w-0">{words}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

async function rulesOf(quiz: QuizOut): Promise<([icon: IconName, words: string] | null)[]> {
  const t = await getTranslations('quiz.rules');
  const { pass_percent: percent, time_limit_minutes: limit, attempts_allowed: allowed, wait_minutes: wait } = quiz;
  const mayTryAgain = allowed === null || allowed > 1;
  return [
    ['quiz', t('asked', { count: quiz.question_count, points: quiz.points })],
    ['award', percent > 0 ? t('pass', { percent }) : t('passAny')],
    quiz.is_required ? ['lock', t('required')] : null,
    ['clock', limit === null ? t('untimed') : t('timed', { length: await lengthText(limit) })],
    ['loop', attemptsText(quiz, t)],
    wait > 0 && mayTryAgain ? ['pause', t('wait', { length: await lengthText(wait) })] : null,
    ['eye', t(quiz.answers_shown)],
  ];
}

function attemptsText({ attempts_allowed: count, attempts_left: left }: QuizOut, t: Awaited<ReturnType<typeof getTranslations<'quiz.rules'>>>): string {
  if (count === null) return t('attemptsFree');
  return left === null || left === count ? t('attempts', { count }) : t('attemptsLeft', { left, count });
}
