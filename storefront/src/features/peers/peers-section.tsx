import { getTranslations } from 'next-intl/server';

import { assignmentPath } from '@/features/assignments/paths';
import { ReportButton, ReportDialog } from '@/features/reviews/report';
import { reportLabels } from '@/features/reviews/report-labels';
import { Link } from '@/i18n/navigation';
import type { PeersOut } from '@/lib/api/schema';
import { buttonClass } from '@/ui/button';
import { ButtonForm } from '@/ui/form/button-form';
import { Moment } from '@/ui/moment';

import { takePeerReview } from './actions';
import { visitPeers } from './api';
import { GivenReview } from './given-review';
import { peerReviewPath } from './paths';

interface Place {
  course: string;
  lesson: string;
  assignment: string;
}

/** Reviewing the work of fellow learners, and what they say of one's own. Nothing where they do not. Needs the messages of forms. */
export async function PeersSection(place: Place) {
  const [t, peers] = await Promise.all([getTranslations('peers'), visitPeers(place.course, place.lesson, place.assignment)]);
  if (!peers?.rules) return null;
  const { reviews, days } = peers.rules;
  return (
    <section aria-labelledby="peers" className="space-y-5">
      <h2 id="peers" className="text-xl">
        {t('title')}
      </h2>
      <p className="max-w-prose">
        {t('rule', { reviews })} {t('days', { days })}
      </p>
      {peers.takes_part ? (
        <>
          <ToReview place={place} peers={peers} />
          <Received place={place} peers={peers} />
        </>
      ) : (
        <p className="max-w-prose text-muted">
          {t('before')} {t('hideName')}
        </p>
      )}
    </section>
  );
}

async function ToReview({ place, peers }: { place: Place; peers: PeersOut }) {
  const t = await getTranslations('peers');
  return (
    <div className="space-y-3">
      <h3 className="text-lg">{t('mine')}</h3>
      {peers.asked_of_me.length === 0 && <p className="text-muted">{t('none')}</p>}
      <ul className="space-y-2">
        {peers.asked_of_me.map((asked, place) => (
          <li key={asked.id} className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <Link href={peerReviewPath(asked.id)} prefetch={false} className={buttonClass(asked.state === 'waiting' ? 'accent' : 'quiet')}>
              {t(asked.state === 'waiting' ? 'review' : 'given', { number: place + 1 })}
            </Link>
            {asked.state === 'waiting' && <span className="text-sm text-muted">{t.rich('due', { day: () => <Moment at={asked.due_at} as="day" /> })}</span>}
          </li>
        ))}
      </ul>
      {peers.can_take_another && (
        <ButtonForm action={takePeerReview} sends={{ ...place }}>
          {t('another')}
        </ButtonForm>
      )}
    </div>
  );
}

async function Received({ place, peers }: { place: Place; peers: PeersOut }) {
  const [t, labels] = await Promise.all([getTranslations('peers'), reportLabels()]);
  return (
    <div className="space-y-4">
      <h3 className="text-lg">{t('received')}</h3>
      {peers.received === 0 && <p className="text-muted">{t('receivedNone')}</p>}
      {peers.received > 0 && !peers.may_read && <p>{t('locked', { count: peers.received })}</p>}
      <ReportDialog path={assignmentPath(place.course, place.lesson, place.assignment)} labels={labels}>
        <ul className="space-y-4">
          {peers.reviews.map((review, number) => (
            <li key={review.id} className="rounded-card bg-surface p-5 sm:p-6">
              <h4 className="mb-3 text-sm font-semibold text-muted">{t('reviewer', { number: number + 1 })}</h4>
              <GivenReview review={review} />
              <ReportButton kind="peer_review" id={review.id} label={t('report')} fullLabel={t('reportNamed', { number: number + 1 })} />
            </li>
          ))}
        </ul>
      </ReportDialog>
    </div>
  );
}
