import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';

import { WORK_PATH } from '@/features/assignments/paths';
import { Link } from '@/i18n/navigation';
import type { PeerReviewOut } from '@/lib/api/schema';
import { Alert } from '@/ui/alert';
import { Breadcrumb } from '@/ui/breadcrumb';
import { buttonClass } from '@/ui/button';
import { Moment } from '@/ui/moment';

import { GivenReview } from './given-review';
import { ReviewForm } from './review-form';

/** Somebody's work beside its brief, and one's review of it. */
export async function ReviewView({ review, children }: { review: PeerReviewOut; children: ReactNode }) {
  const t = await getTranslations('peers');
  const { work, given } = review;
  const names = new Map(work.files.map((file) => [file.id, t(`work.${file.kind}`, { number: file.number })]));
  return (
    <div className="space-y-8">
      <header>
        <Breadcrumb label={t('work.breadcrumb')} crumbs={[{ name: t('waiting.title'), href: WORK_PATH }, { name: review.title }]} />
        <p className="mt-4 text-sm font-semibold text-muted">{review.course.title}</p>
        <h1 className="title-lesson mt-1">{t('waiting.open', { title: review.title })}</h1>
        {!given && <p className="mt-2 text-sm text-muted">{t.rich('due', { day: () => <Moment at={review.due_at} as="day" /> })}</p>}
      </header>
      <details className="rounded-card bg-surface p-5" open={!given}>
        <summary className="flex min-h-11 cursor-pointer items-center font-semibold text-ink">{t('work.asked')}</summary>
        <div className="mt-3">{children}</div>
      </details>
      <section aria-labelledby="work" className="space-y-4">
        <h2 id="work" className="text-xl">
          {t('work.title')}
        </h2>
        {work.text && <p className="border-s-2 border-hairline ps-4 break-words whitespace-pre-line">{work.text}</p>}
        {work.papers > 0 && <p className="text-sm text-muted">{t('work.papers', { count: work.papers })}</p>}
      </section>
      {given ? (
        <section aria-labelledby="given" className="space-y-4">
          <Alert look="success">{t('form.done')}</Alert>
          <h2 id="given" className="text-xl">
            {t('form.title')}
          </h2>
          <GivenReview review={given} names={names} />
        </section>
      ) : (
        <ReviewForm review={review} files={work.files} />
      )}
      <p>
        <Link href={WORK_PATH} className={buttonClass('quiet')}>
          {t('toWork')}
        </Link>
      </p>
    </div>
  );
}
