import { getTranslations } from 'next-intl/server';

import { lessonPath } from '@/features/lesson/paths';
import { Link } from '@/i18n/navigation';
import type { QuizOut } from '@/lib/api/schema';
import { lessonLinks } from '@/lib/lesson-links';
import { Alert } from '@/ui/alert';
import { buttonClass } from '@/ui/button';
import { RichText } from '@/ui/rich-text';

import { Begin } from './begin';
import { EarlierAttempts } from './earlier-attempts';
import { QuizHead } from './quiz-head';
import { Rules } from './rules';

/** A quiz before it is begun: what it is, its rules, the way in, and how earlier attempts went. */
export async function QuizView({ quiz }: { quiz: QuizOut }) {
  const t = await getTranslations('quiz.start');
  const { course, lesson } = quiz;
  return (
    <div className="max-w-3xl space-y-10">
      <QuizHead course={course} lesson={lesson} title={quiz.title} crumbs={[{ name: quiz.title }]} />
      {quiz.is_passed && (
        <Alert look="success">
          <p className="font-semibold">{t('passed', { percent: quiz.best_percent ?? 0 })}</p>
        </Alert>
      )}
      {quiz.introduction && <RichText html={quiz.introduction} linkTo={lessonLinks((id) => lessonPath(course.slug, id))} className="prose text-lg" />}
      <Rules quiz={quiz} />
      <div className="flex flex-wrap items-start gap-3">
        <Begin quiz={quiz} />
        <Link href={lessonPath(course.slug, lesson.id)} prefetch={false} className={buttonClass('quiet')}>
          {t('toLesson')}
        </Link>
      </div>
      <EarlierAttempts quiz={quiz} />
    </div>
  );
}
