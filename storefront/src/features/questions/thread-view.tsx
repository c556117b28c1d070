import { getTranslations } from 'next-intl/server';

import { lessonPath } from '@/features/lesson/paths';
import { ReportButton, ReportDialog } from '@/features/reviews/report';
import { reportLabels } from '@/features/reviews/report-labels';
import { Link } from '@/i18n/navigation';
import type { PaginatedQuestionAnswerOutList, PersonToMentionOut, ThreadOut } from '@/lib/api/schema';
import { Alert } from '@/ui/alert';
import { Breadcrumb } from '@/ui/breadcrumb';
import { buttonClass } from '@/ui/button';
import { ButtonForm } from '@/ui/form/button-form';
import { Moment } from '@/ui/moment';
import { PlainWords } from '@/ui/plain-words';

import { keepQuestion } from './actions';
import { AnswerForm } from './answer-form';
import { AnswerItem } from './answer-item';
import { OwnQuestion } from './edit-forms';
import { questionPath } from './paths';
import { questionsHref } from './query';
import { MomentLink } from './question-item';

interface Props {
  thread: ThreadOut;
  answers: PaginatedQuestionAnswerOutList;
  people: PersonToMentionOut[];
}

/** A question with its answers, and what one may do with them. Needs the messages of forms and questions. */
export async function ThreadView({ thread, answers, people }: Props) {
  const t = await getTranslations('questions');
  const { course, lesson } = thread;
  const path = questionPath(course.slug, lesson.id, thread.id);
  const labels = { ...(await reportLabels()), title: t('report.title') };
  return (
    <ReportDialog path={path} labels={labels}>
      <div className="max-w-3xl space-y-10">
        <header>
          <Breadcrumb
            label={t('breadcrumb')}
            crumbs={[
              { name: lesson.title, href: lessonPath(course.slug, lesson.id) },
              { name: t('title'), href: questionsHref(course.slug, lesson.id) },
            ]}
          />
          <p className="mt-4 text-sm font-semibold text-muted">{course.title}</p>
          <h1 className="title-lesson mt-1 wrap-anywhere">{thread.is_taken_back ? t('takenBack') : thread.title}</h1>
          <p className="mt-2 flex flex-wrap gap-x-3 text-sm text-muted">
            {thread.asker && (
              <span className="font-medium text-ink">
                {thread.asker.name}
                {thread.asker.is_teacher && ` · ${t('teacher')}`}
              </span>
            )}
            <Moment at={thread.created_at} as="ago" />
            {thread.edited_at && !thread.is_taken_back && <span>{t('edited')}</span>}
            {thread.is_pinned && <span>{t('pinned')}</span>}
          </p>
        </header>
        <section aria-label={t('asked')} className="space-y-4">
          <MomentLink course={course.slug} question={thread} />
          {thread.text && <PlainWords text={thread.text} mentions={thread.mentions} />}
          {thread.mentions.length > 0 && <p className="text-sm text-muted">{t('mentions', { names: thread.mentions.join(', ') })}</p>}
          {thread.is_taken_back && <Alert>{t('takenBackText')}</Alert>}
          {thread.is_closed && <Alert>{t('closedText')}</Alert>}
          <ThreadButtons thread={thread} />
        </section>
        <section aria-labelledby="answers" className="space-y-4">
          <h2 id="answers" className="text-xl">
            {t('answers', { count: thread.answer_count })}
          </h2>
          {answers.results.map((answer) => (
            <AnswerItem key={answer.id} answer={answer} thread={thread} />
          ))}
          {answers.next_cursor && (
            <p>
              <Link href={`${path}?cursor=${encodeURIComponent(answers.next_cursor)}`} prefetch={false} className={buttonClass('outline')}>
                {t('moreAnswers')}
              </Link>
            </p>
          )}
        </section>
        {thread.may_write && !thread.is_closed && !thread.is_taken_back && (
          <section aria-labelledby="answer">
            <h2 id="answer" className="mb-4 text-xl">
              {t('answer.title')}
            </h2>
            <AnswerForm course={course.slug} question={thread.id} people={people} />
          </section>
        )}
      </div>
    </ReportDialog>
  );
}

async function ThreadButtons({ thread }: { thread: ThreadOut }) {
  const t = await getTranslations('questions');
  const { id, course, lesson, is_mine: isMine, is_taken_back: isTakenBack } = thread;
  const keep = (act: string, undo: boolean) => ({ question: id, do: act, ...(undo && { undo: '1' }) });
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
      {isTakenBack || isMine || !thread.may_write ? (
        thread.vote_count > 0 && <p className="flex min-h-11 items-center text-sm text-muted">{t('votes', { count: thread.vote_count })}</p>
      ) : (
        <ButtonForm action={keepQuestion} sends={keep('vote', thread.has_my_vote)}>
          {thread.has_my_vote ? t('unvote', { count: thread.vote_count }) : t('vote', { count: thread.vote_count })}
        </ButtonForm>
      )}
      <ButtonForm action={keepQuestion} sends={keep('follow', thread.is_followed)} look="quiet">
        {thread.is_followed ? t('unfollow') : t('follow')}
      </ButtonForm>
      {thread.may_keep && (
        <>
          <ButtonForm action={keepQuestion} sends={keep('pin', thread.is_pinned)} look="quiet">
            {thread.is_pinned ? t('unpin') : t('pin')}
          </ButtonForm>
          <ButtonForm action={keepQuestion} sends={keep('close', thread.is_closed)} look="quiet">
            {thread.is_closed ? t('reopen') : t('close')}
          </ButtonForm>
        </>
      )}
      {isMine && !isTakenBack && <OwnQuestion course={course.slug} lesson={lesson.id} question={thread} mayEdit={thread.may_write && !thread.is_closed} />}
      {!isMine && !isTakenBack && <ReportButton kind="question" id={id} label={t('report.open')} fullLabel={t('report.openQuestion')} />}
    </div>
  );
}
