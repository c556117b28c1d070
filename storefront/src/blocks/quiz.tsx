import { getTranslations } from 'next-intl/server';

import { lengthText } from '@/features/quizzes/length-text';
import { Link } from '@/i18n/navigation';
import { buttonClass } from '@/ui/button';
import { Icon } from '@/ui/icon';

import type { BlockProps } from './block';

export async function QuizBlock({ id, value, around }: BlockProps<'quiz'>) {
  const t = await getTranslations('quiz');
  if (!value.quiz) return <p className="rounded-card bg-surface p-5 text-sm text-muted">{t('gone')}</p>;
  const facts = [
    t('questions', { count: value.question_count }),
    t('points', { points: value.points }),
    value.time_limit_minutes !== null && (await lengthText(value.time_limit_minutes)),
    value.pass_percent > 0 && t('passMark', { percent: value.pass_percent }),
  ];
  const title = `${id}-title`;
  return (
    <section aria-labelledby={title} className="flex flex-wrap items-start gap-x-5 gap-y-4 rounded-card bg-surface p-5 sm:p-6">
      <span className="grid size-12 shrink-0 place-items-center rounded-full bg-surface-2 text-ink">
        <Icon name="quiz" className="size-6" />
      </span>
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex flex-wrap items-center gap-x-3 text-sm font-semibold text-muted">
          {t('quiz')}
          {value.is_required && <span className="rounded-full bg-warning-soft px-2.5 py-0.5 text-xs text-warning">{t('required')}</span>}
        </p>
        <h2 id={title} className="mt-1 text-xl">
          {value.title}
        </h2>
        <p className="mt-2 text-sm">{facts.filter(Boolean).join(' · ')}</p>
      </div>
      {around.quizPath ? (
        <Link
          href={around.quizPath(value.quiz)}
          prefetch={false}
          aria-label={t('openNamed', { title: value.title })}
          className={`${buttonClass('accent')} sm:self-center`}
        >
          {t('open')}
        </Link>
      ) : (
        <p className="text-sm text-muted sm:self-center">{t('opensInLesson')}</p>
      )}
    </section>
  );
}
