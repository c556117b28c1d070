import { getTranslations } from 'next-intl/server';

import { ReportButton } from '@/features/reviews/report';
import type { QuestionAnswerOut, ThreadOut } from '@/lib/api/schema';
import { ButtonForm } from '@/ui/form/button-form';
import { Icon } from '@/ui/icon';
import { Moment } from '@/ui/moment';
import { PlainWords } from '@/ui/plain-words';

import { keepAnswer } from './actions';
import { OwnAnswer } from './edit-forms';

/** An answer, and what one may do with it. */
export async function AnswerItem({ answer, thread }: { answer: QuestionAnswerOut; thread: ThreadOut }) {
  const t = await getTranslations('questions');
  const { author, is_mine: isMine } = answer;
  const keep = (act: string, undo: boolean) => ({ answer: answer.id, do: act, ...(undo && { undo: '1' }) });
  return (
    <article aria-label={t('answerBy', { name: author.name })} className={`space-y-3 rounded-card bg-surface p-4 sm:p-5 ${answer.is_accepted ? 'border-2 border-success' : ''}`}>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
        <span className="font-semibold text-ink">{author.name}</span>
        {author.is_teacher && <span className="rounded-full bg-surface-2 px-2.5 py-0.5 font-semibold text-ink">{t('teacher')}</span>}
        <Moment at={answer.created_at} as="ago" />
        {answer.edited_at && <span>{t('edited')}</span>}
        {answer.is_accepted && (
          <span className="inline-flex items-center gap-1 font-semibold text-success">
            <Icon name="done" className="size-4" />
            {t('accepted')}
          </span>
        )}
      </p>
      <PlainWords text={answer.text} mentions={answer.mentions} />
      {answer.mentions.length > 0 && <p className="text-sm text-muted">{t('mentions', { names: answer.mentions.join(', ') })}</p>}
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        {isMine || !thread.may_write ? (
          answer.vote_count > 0 && <p className="flex min-h-11 items-center text-sm text-muted">{t('votes', { count: answer.vote_count })}</p>
        ) : (
          <ButtonForm action={keepAnswer} sends={keep('vote', answer.has_my_vote)}>
            {answer.has_my_vote ? t('unvote', { count: answer.vote_count }) : t('vote', { count: answer.vote_count })}
          </ButtonForm>
        )}
        {thread.may_accept && (
          <ButtonForm action={keepAnswer} sends={keep('accept', answer.is_accepted)} look="quiet">
            {answer.is_accepted ? t('unaccept') : t('accept')}
          </ButtonForm>
        )}
        {isMine ? (
          <OwnAnswer answer={answer} mayEdit={thread.may_write && !thread.is_closed} />
        ) : (
          <ReportButton kind="answer" id={answer.id} label={t('report.open')} fullLabel={t('report.openAnswer', { name: author.name })} />
        )}
      </div>
    </article>
  );
}
