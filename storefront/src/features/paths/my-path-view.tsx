import { getTranslations } from 'next-intl/server';

import { PageHead } from '@/features/account/page-head';
import { myCertificatePath } from '@/features/certificates/paths';
import { Link } from '@/i18n/navigation';
import type { CourseOnPathOut, MyPathOut } from '@/lib/api/schema';
import { Alert } from '@/ui/alert';
import { buttonClass } from '@/ui/button';
import { ButtonForm } from '@/ui/form/button-form';
import { Icon } from '@/ui/icon';
import { Moment } from '@/ui/moment';
import { ProgressBar } from '@/ui/progress-bar';

import { leavePath, renewCertification, takeUpVersion } from './actions';
import { pathPath } from './paths';

const MARKS = { done: 'done', begun: 'half', open: 'circle' } as const;

/** How far I am on a path, what is next, and what I have of it. */
export async function MyPathView({ path }: { path: MyPathOut }) {
  const t = await getTranslations('paths');
  const { slug, title, kind, percent, next, steps, certificate, has_newer_version: isBehind, is_open: isOpen } = path;
  return (
    <>
      <PageHead title={title} lead={t(`kinds.${kind}`)} />
      <p className="font-semibold text-ink">{t('percent', { percent })}</p>
      <ProgressBar percent={percent} label={t('progress')} className="mt-3" />
      {next?.slug && (
        <p className="mt-6">
          <Link href={`/courses/${next.slug}`} prefetch={false} className={buttonClass('accent')}>
            {t('next', { title: next.title ?? '' })}
          </Link>
        </p>
      )}
      {certificate && <MyCertificate slug={slug} certificate={certificate} />}
      {isBehind && isOpen && (
        <Alert className="mt-8">
          <p className="mb-4">{t('newer')}</p>
          <ButtonForm action={takeUpVersion} sends={{ slug }}>
            {t('takeUp')}
          </ButtonForm>
        </Alert>
      )}
      <ol className="mt-10 space-y-10">
        {steps.map((step, place) => (
          <li key={step.id || place}>
            <h2 className="title-section">{t('step', { number: place + 1, title: step.title })}</h2>
            <p className="mt-1 text-sm text-muted">{t('doneOf', { done: step.done, needed: step.needed })}</p>
            <ul className="mt-4 divide-y divide-hairline border-y border-hairline">
              {step.courses.map((course) => (
                <li key={course.id}>
                  <Course course={course} state={t(`states.${course.state}`)} gone={t('goneCourse')} />
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      {isOpen && (
        <p className="mt-10">
          <Link href={pathPath(slug)} prefetch={false} className="font-semibold underline underline-offset-4">
            {t('about')}
          </Link>
        </p>
      )}
      {path.joined_at && !path.completed_at && !certificate && (
        <div className="mt-10">
          <ButtonForm action={leavePath} sends={{ slug }} look="quiet">
            {t('leave')}
          </ButtonForm>
          <p className="mt-2 text-sm text-muted">{t('leaveNote')}</p>
        </div>
      )}
    </>
  );
}

async function MyCertificate({ slug, certificate }: { slug: string; certificate: NonNullable<MyPathOut['certificate']> }) {
  const t = await getTranslations('paths');
  const { number, state, expires_at: ends, can_be_renewed: isDue } = certificate;
  return (
    <Alert look={state === 'valid' ? 'success' : 'warning'} className="mt-8">
      <p>
        {t(`certified.${state}`)}
        {ends && state !== 'revoked' && (
          <>
            {' '}
            {t.rich(state === 'expired' ? 'endedOn' : 'holdsUntil', { date: () => <Moment at={ends} as="day" /> })}
          </>
        )}
      </p>
      <p className="mt-3">
        <Link href={myCertificatePath(number)} prefetch={false} className="font-semibold underline underline-offset-4">
          {t('toCertificate')}
        </Link>
      </p>
      {isDue && (
        <div className="mt-4">
          <ButtonForm action={renewCertification} sends={{ slug }}>
            {t('renew')}
          </ButtonForm>
        </div>
      )}
    </Alert>
  );
}

function Course({ course, state, gone }: { course: CourseOnPathOut; state: string; gone: string }) {
  const line = (
    <>
      <Icon name={MARKS[course.state]} className={`size-5 ${course.state === 'done' ? 'text-success' : 'text-muted'}`} />
      <span className="min-w-0 flex-1">
        <span className="block font-semibold wrap-anywhere text-ink">{course.title ?? gone}</span>
        <span className="block text-sm text-muted">{state}</span>
      </span>
    </>
  );
  if (!course.slug) return <p className="flex items-center gap-4 py-4">{line}</p>;
  return (
    <Link href={`/courses/${course.slug}`} prefetch={false} className="flex items-center gap-4 py-4 hover:text-accent-text">
      {line}
      <Icon name="chevron-right" className="size-5 text-muted" />
    </Link>
  );
}
