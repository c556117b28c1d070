import { getTranslations } from 'next-intl/server';

import { lessonPath } from '@/features/lesson/paths';
import { Link } from '@/i18n/navigation';
import type { QuestionOut } from '@/lib/api/schema';
import { formatClock } from '@/lib/player/clock';
import { momentHash } from '@/lib/player/moments';
import { Icon } from '@/ui/icon';
import { Moment } from '@/ui/moment';

import { questionPath } from './paths';

interface Props {
  course: string;
  question: QuestionOut;
  /** The lesson is named where questions of several stand together. */
  namesLesson?: boolean;
  as?: 'h2' | 'h3';
}

/** A question in a list: what it asks, of whom, and how far it was answered. */
export async function QuestionItem({ course, question, namesLesson = false, as: Title = 'h3' }: Props) {
  const t = await getTranslations('questions');
  return (
    <article className="flex gap-4 rounded-card bg-surface p-4 sm:p-5">
      <div className="min-w-0 flex-1">
        <Title className="text-base wrap-anywhere">
          <Link href={questionPath(course, question.lesson.id, question.id)} prefetch={false} className="hover:underline">
            {question.is_taken_back ? t('takenBack') : question.title}
          </Link>
        </Title>
        <p className="mt-1 flex flex-wrap items-center gap-x-3 text-sm text-muted">
          {question.asker && (
            <span>
              {question.asker.name}
              {question.asker.is_teacher && ` · ${t('teacher')}`}
            </span>
          )}
          <Moment at={question.created_at} as="ago" />
          {question.is_pinned && <Sign icon="pin">{t('pinned')}</Sign>}
          {question.is_closed && <Sign icon="lock">{t('closed')}</Sign>}
          {question.has_accepted && <Sign icon="done">{t('solved')}</Sign>}
          {namesLesson && <span>{question.lesson.title}</span>}
        </p>
        <MomentLink course={course} question={question} />
      </div>
      <p className="shrink-0 text-end text-sm text-muted">
        <span className="block">{t('answers', { count: question.answer_count })}</span>
        {question.vote_count > 0 && <span className="block">{t('votes', { count: question.vote_count })}</span>}
      </p>
    </article>
  );
}

/** Leads to the moment of the film that the question is about. A plain link: the player hears of the end of its address. */
export async function MomentLink({ course, question: { lesson, moment } }: { course: string; question: QuestionOut }) {
  if (!moment) return null;
  const t = await getTranslations('questions');
  const seconds = moment.at_ms / 1000;
  return (
    <a
      href={`${lessonPath(course, lesson.id)}${momentHash({ block: moment.block, seconds })}`}
      className="inline-flex min-h-11 items-center gap-1.5 text-sm font-semibold text-accent-text tabular-nums hover:underline"
    >
      <Icon name="play" className="size-4" />
      {t('at', { time: formatClock(seconds) })}
    </a>
  );
}

function Sign({ icon, children }: { icon: 'pin' | 'lock' | 'done'; children: string }) {
  return (
    <span className="inline-flex items-center gap-1 font-medium text-ink">
      <Icon name={icon} className="size-4" />
      {children}
    </span>
  );
}
