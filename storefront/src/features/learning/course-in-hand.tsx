import { getTranslations } from 'next-intl/server';

import { courseCertificatePath } from '@/features/certificates/paths';
import { hasStarted } from '@/features/cohorts/has-started';
import { Link } from '@/i18n/navigation';
import type { CourseInHandOut } from '@/lib/api/schema';
import { coursePath } from '@/lib/course-path';
import { buttonClass } from '@/ui/button';
import { Icon } from '@/ui/icon';
import { Moment } from '@/ui/moment';
import { Picture } from '@/ui/picture';
import { ProgressBar } from '@/ui/progress-bar';

import { LeaveCourse } from './leave-course';

/** One of my courses: how far I am, and the way to where I stopped. */
export async function CourseInHand({ course }: { course: CourseInHandOut }) {
  const { document, enrolment, availability } = course;
  const t = await getTranslations('learn');
  return (
    <article className="flex flex-col">
      <div className="group relative">
        <Cover course={course} sizes="(min-width: 64rem) 30vw, (min-width: 40rem) 45vw, 92vw" />
        <h3 className="mt-4 text-lg">
          <Link href={coursePath(document.slug, availability)} className="after:absolute after:inset-0">
            {document.title}
          </Link>
        </h3>
        <p className="mt-1 text-sm text-muted">{document.producer.name}</p>
      </div>
      <div className="mt-4">
        <HowFar course={course} />
      </div>
      <div className="mt-4 flex items-start gap-2">
        <GoOn course={course} look="outline" />
        {document.certificate && enrolment.completed_at && (
          <Link href={courseCertificatePath(document.slug)} prefetch={false} className={buttonClass('quiet')}>
            <Icon name="award" className="size-4" />
            {t('certificate')}
            <span className="sr-only">: {document.title}</span>
          </Link>
        )}
        {enrolment.source === 'free' && (
          <LeaveCourse
            slug={document.slug}
            labels={{ leave: t('leave'), text: t(availability === 'published' ? 'leaveText' : 'leaveArchived'), sure: t('leaveSure') }}
          />
        )}
      </div>
    </article>
  );
}

/** The course to go on with, large. */
export async function CourseToGoOnWith({ course }: { course: CourseInHandOut }) {
  const { document, availability } = course;
  return (
    <article className="grid overflow-hidden rounded-card bg-surface md:grid-cols-2">
      <Cover course={course} sizes="(min-width: 48rem) 50vw, 92vw" priority className="rounded-none md:h-full" />
      <div className="flex flex-col justify-center p-6 sm:p-10">
        <p className="text-sm text-muted">{document.producer.name}</p>
        <h3 className="mt-2 text-2xl lg:text-3xl">
          <Link href={coursePath(document.slug, availability)} className="hover:underline">
            {document.title}
          </Link>
        </h3>
        <div className="mt-6">
          <HowFar course={course} />
        </div>
        <div className="mt-8">
          <GoOn course={course} look="accent" />
        </div>
      </div>
    </article>
  );
}

function Cover({ course, sizes, priority, className = '' }: { course: CourseInHandOut; sizes: string; priority?: boolean; className?: string }) {
  const { thumbnail } = course.document;
  return (
    <div className={`aspect-video overflow-hidden rounded-card bg-surface-2 ${className}`}>
      {thumbnail && (
        <Picture picture={thumbnail} alt="" sizes={sizes} priority={priority} className="size-full object-cover transition-transform duration-200 group-hover:scale-[1.02]" />
      )}
    </div>
  );
}

async function HowFar({ course }: { course: CourseInHandOut }) {
  const t = await getTranslations('learn');
  const { percent, needed_count, needed_completed, last_access_at } = course.progress;
  const lessons = t('lessonsDone', { done: needed_completed, count: needed_count });
  const { completed_at } = course.enrolment;
  const when = completed_at
    ? t.rich('finishedOn', { date: () => <Moment at={completed_at} as="day" /> })
    : last_access_at && t.rich('lastHere', { when: () => <Moment at={last_access_at} as="ago" /> });
  return (
    <>
      <ProgressBar percent={percent} label={lessons} />
      <p className="mt-2 flex flex-wrap justify-between gap-x-4 text-sm text-muted">
        <span>{lessons}</span>
        {when && <span>{when}</span>}
      </p>
      <OfCohort course={course} />
      {course.availability !== 'published' && <p className="mt-2 text-sm text-muted">{t('archived')}</p>}
    </>
  );
}

/** With whom it is taken: yet to be chosen, or when they start. */
async function OfCohort({ course: { enrolment } }: { course: CourseInHandOut }) {
  const { cohort, must_choose_cohort: mustChoose } = enrolment;
  if (!mustChoose && !cohort) return null;
  const t = await getTranslations('learn');
  return (
    <p className={`mt-2 text-sm ${mustChoose ? 'font-semibold text-warning' : 'text-muted'}`}>
      {!cohort ? t('chooseCohort') : hasStarted(cohort) ? t('inCohort', { name: cohort.name }) : t.rich('cohortStarts', { name: cohort.name, day: () => <Moment at={cohort.starts_at} as="day" /> })}
    </p>
  );
}

async function GoOn({ course, look }: { course: CourseInHandOut; look: 'accent' | 'outline' }) {
  const t = await getTranslations('learn');
  const { document, enrolment, progress } = course;
  const word = enrolment.state === 'completed' ? t('again') : progress.last_access_at ? t('goOn') : t('start');
  return (
    <Link href={`/learning/${document.slug}`} prefetch={false} className={buttonClass(look)}>
      {word}
      <span className="sr-only">: {document.title}</span>
    </Link>
  );
}
