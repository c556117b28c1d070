import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';

import { wayBack } from '@/features/lesson/way-back';
import { Link } from '@/i18n/navigation';
import type { AssignmentOut } from '@/lib/api/schema';
import { Alert } from '@/ui/alert';
import { Breadcrumb } from '@/ui/breadcrumb';
import { buttonClass } from '@/ui/button';

import { DraftForm } from './draft-form';
import { Rubric } from './rubric';
import { Rules } from './rules';
import { WorkFiles } from './work-files';
import { WorkRound } from './work-round';

interface Props {
  assignment: AssignmentOut;
  /** What is to be done, drawn. */
  children: ReactNode;
  /** What fellow learners have to do with it. */
  peers?: ReactNode;
}

/** An assignment: what is asked, by which rules, the round that is written, and what came back. Needs the messages of forms. */
export async function AssignmentView({ assignment, children, peers }: Props) {
  const t = await getTranslations('assignment');
  const { course, lesson, rounds } = assignment;
  const draft = rounds.find(({ state }) => state === 'draft');
  // What was being written when the time ended is not lost.
  const done = rounds.filter(({ state }) => state !== 'draft' || !assignment.may_write);
  const back = wayBack(assignment);
  return (
    <div className="max-w-3xl space-y-10">
      <header>
        <Breadcrumb label={t('breadcrumb')} crumbs={[back, { name: assignment.title }]} />
        <p className="mt-4 text-sm font-semibold text-muted">
          {course.title}
          {lesson.number && ` · ${t('ofLesson', { number: lesson.number })}`}
        </p>
        <h1 className="title-lesson mt-1">{assignment.title}</h1>
      </header>
      <Standing assignment={assignment} />
      <section aria-label={t('asked')}>{children}</section>
      <Rules assignment={assignment} />
      {assignment.rubric.length > 0 && <Rubric criteria={assignment.rubric} />}
      {assignment.may_write && (
        <section aria-labelledby="write">
          <h2 id="write" className="mb-4 text-xl">
            {assignment.next_number > 1 ? t('draft.titleAgain', { number: assignment.next_number }) : t('draft.title')}
          </h2>
          <DraftForm
            key={assignment.next_number}
            place={{ course: course.slug, lesson: lesson.id, assignment: assignment.id }}
            number={assignment.next_number}
            edition={draft?.edition ?? 0}
            text={draft?.text ?? ''}
            takesText={assignment.takes.includes('text')}
          >
            {assignment.takes.some((kind) => kind !== 'text') && (
              <WorkFiles
                place={{ lesson: lesson.id, assignment: assignment.id }}
                number={assignment.next_number}
                takes={assignment.takes}
                most={assignment.most_files}
                files={draft?.files ?? []}
              />
            )}
          </DraftForm>
        </section>
      )}
      {done.length > 0 && (
        <section aria-labelledby="rounds" className="space-y-4">
          <h2 id="rounds" className="text-xl">
            {t('rounds.title')}
          </h2>
          {done.map((round) => (
            <WorkRound key={round.id} round={round} />
          ))}
        </section>
      )}
      {peers}
      <p>
        <Link href={back.href} prefetch={false} className={buttonClass('quiet')}>
          {lesson.title ? t('toLesson') : t('toCourse')}
        </Link>
      </p>
    </div>
  );
}

async function Standing({ assignment: { rounds, is_accepted, is_asked, is_closed, may_write } }: { assignment: AssignmentOut }) {
  const t = await getTranslations('assignment.standing');
  const last = rounds.find(({ state }) => state !== 'draft');
  if (is_closed) return <Alert look="warning">{t('closed')}</Alert>;
  if (is_accepted) return <Alert look="success">{t('accepted')}</Alert>;
  if (!is_asked) return <Alert look="note">{t('notAsked')}</Alert>;
  if (last?.state === 'handed_in') return <Alert look="note">{t('waits')}</Alert>;
  if (last?.state === 'again') return <Alert look="warning">{t('again')}</Alert>;
  return may_write ? null : <Alert look="note">{t('noSeat')}</Alert>;
}
