import { getTranslations } from 'next-intl/server';

import { cohortsPath } from '@/features/cohorts/paths';
import { Link } from '@/i18n/navigation';
import type { CohortShape } from '@/lib/api/schema';
import { signInPath } from '@/lib/next-path';
import { buttonClass } from '@/ui/button';
import { Icon } from '@/ui/icon';
import { Moment } from '@/ui/moment';

import type { LessonVisit, Waits } from './api';
import { JoinButton } from './join-button';
import { lessonPath } from './paths';

type Closed = Extract<LessonVisit, { isOpen: false }>;

/** A lesson behind the door of its course: what is there, and how to come in. */
export async function ClosedLesson({ visit }: { visit: Closed }) {
  const t = await getTranslations('player');
  const { course, lesson, waits } = visit;
  return (
    <div className="rounded-card bg-surface p-6 sm:p-10">
      <p className="flex items-center gap-2 text-sm font-semibold text-muted">
        <Icon name="lock" className="size-4" />
        {waits ? t('closedYet') : t('closed')}
      </p>
      <h1 className="title-lesson mt-4">{lesson.title}</h1>
      {lesson.summary && <p className="mt-4 max-w-prose text-lg">{lesson.summary}</p>}
      <p className="mt-3 text-sm text-muted">
        {[t(`type.${lesson.type}`), lesson.duration_minutes > 0 && t('minutesLong', { minutes: lesson.duration_minutes })]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {waits ? <WaitsFor waits={waits} course={course.slug} cohort={visit.seat?.enrolment.cohort ?? null} /> : <WayIn visit={visit} />}
    </div>
  );
}

/** To everybody else: how to come in. */
async function WayIn({ visit }: { visit: Closed }) {
  const t = await getTranslations('player');
  const { course, lesson, live } = visit;
  const here = lessonPath(course.slug, lesson.id);
  const isFree = live.price.amount_minor === 0;
  // One of the cohorts is chosen on the course's page.
  const joinsHere = isFree && !live.cohorts;
  return (
    <>
      <p className="mt-8 max-w-prose">
        {visit.isSignedIn ? (isFree ? t('closedJoin', { course: course.title }) : t('closedPriced', { course: course.title })) : t('closedSignIn', { course: course.title })}
      </p>
      <div className="mt-6 flex flex-wrap gap-3">
        {visit.isSignedIn ? (
          joinsHere && <JoinButton slug={course.slug} lesson={lesson.id} labels={{ join: t('join'), failed: t('joinFailed') }} />
        ) : (
          <>
            <Link href={signInPath(here)} className={buttonClass('accent')} prefetch={false}>
              {t('signIn')}
            </Link>
            <Link href={`/sign-up?next=${encodeURIComponent(here)}`} className={buttonClass('outline')} prefetch={false}>
              {t('signUp')}
            </Link>
          </>
        )}
        <Link href={`/courses/${course.slug}`} className={buttonClass(visit.isSignedIn && !joinsHere ? 'primary' : 'quiet')}>
          {t('toCourse')}
        </Link>
      </div>
    </>
  );
}

/** To who has a seat: when the lesson opens, and what leads there. */
async function WaitsFor({ waits: { opensAt, first, needsCohort }, course, cohort }: { waits: Waits; course: string; cohort: CohortShape | null }) {
  const t = await getTranslations('player');
  const isStart = cohort && opensAt && Date.parse(opensAt) === Date.parse(cohort.starts_at);
  const moment = opensAt && { day: () => <Moment at={opensAt} as="day" />, time: () => <Moment at={opensAt} as="clock" /> };
  return (
    <>
      <ul className="mt-8 max-w-prose space-y-2 text-lg">
        {needsCohort && <li>{t('opensWithCohort')}</li>}
        {moment && <li>{isStart ? t.rich('cohortStarts', { ...moment, name: cohort.name }) : t.rich('opensAt', moment)}</li>}
        {first && <li>{t('opensAfter', { lesson: first.title })}</li>}
      </ul>
      <div className="mt-6 flex flex-wrap gap-3">
        {needsCohort && (
          <Link href={cohortsPath(course)} prefetch={false} className={buttonClass('accent')}>
            {t('chooseCohort')}
          </Link>
        )}
        {first && (
          <Link href={lessonPath(course, first.id)} prefetch={false} className={buttonClass('accent')}>
            {t('toLesson', { lesson: first.title })}
          </Link>
        )}
        <Link href={`/learning/${course}`} prefetch={false} className={buttonClass(first || needsCohort ? 'quiet' : 'primary')}>
          {t('whereIAm')}
        </Link>
      </div>
    </>
  );
}
