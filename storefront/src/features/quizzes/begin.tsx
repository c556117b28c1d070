import { getTranslations } from 'next-intl/server';

import { Link } from '@/i18n/navigation';
import type { QuizOut } from '@/lib/api/schema';
import { buttonClass } from '@/ui/button';
import { ButtonForm } from '@/ui/form/button-form';
import { Icon } from '@/ui/icon';
import { Moment } from '@/ui/moment';

import { beginAttempt } from './actions';
import { attemptPath } from './paths';
import { secondsUntil } from './seconds-until';
import { WaitUntil } from './wait-until';

/** The way into a quiz as it stands for the person: begin, go on, try again, or why not. Needs the messages of forms. */
export async function Begin({ quiz }: { quiz: QuizOut }) {
  const t = await getTranslations('quiz.start');
  const { course, lesson, open_attempt: open, next_attempt_at: next } = quiz;
  if (open) {
    const number = quiz.attempts.find(({ id }) => id === open)?.number ?? 1;
    return (
      <Link href={attemptPath(course.slug, lesson.id, quiz.id, open)} prefetch={false} className={buttonClass('accent')}>
        {t('goOn', { number })}
      </Link>
    );
  }
  if (quiz.question_count === 0) return <p className="text-muted">{t('nothing')}</p>;
  if (quiz.attempts_left === 0) return <p className="text-muted">{t(quiz.is_passed ? 'noneLeftPassed' : 'noneLeft')}</p>;
  if (next && secondsUntil(next) > 0) {
    return (
      <WaitUntil seconds={secondsUntil(next)}>
        <p className="flex items-center gap-2 text-ink">
          <Icon name="clock" />
          <span>{t.rich('waitUntil', { day: () => <Moment at={next} as="day" />, clock: () => <Moment at={next} as="clock" /> })}</span>
        </p>
      </WaitUntil>
    );
  }
  return (
    <ButtonForm action={beginAttempt} sends={{ course: course.slug, lesson: lesson.id, quiz: quiz.id }} look={quiz.is_passed ? 'outline' : 'accent'}>
      {quiz.attempts.length > 0 ? t('again') : t('begin')}
    </ButtonForm>
  );
}
