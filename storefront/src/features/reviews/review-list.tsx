import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';

import type { ReviewOut } from '@/lib/api/schema';
import { formatDay } from '@/lib/dates';
import { Stars } from '@/ui/rating';

import { Answer } from './answer';
import { ReportButton, ReportDialog } from './report';
import { reportLabels } from './report-labels';

interface ListProps {
  reviews: ReviewOut[];
  /** Who answers. */
  producer: string;
  /** The page they stand on. */
  path: string;
  /** What each reviewer's name is in the outline of the page. */
  as?: 'h2' | 'h3';
}

/** Reviews with their answers; each can be reported. */
export async function ReviewList({ reviews, producer, path, as = 'h3' }: ListProps) {
  const t = await getTranslations('shop');
  return (
    <ReportDialog path={path} labels={await reportLabels()}>
      <ul className="space-y-8">
        {reviews.map((review) => (
          <li key={review.id}>
            <Review review={review} producer={producer} as={as}>
              <ReportButton id={review.id} label={t('report.open')} fullLabel={t('report.openName', { name: review.learner })} />
            </Review>
          </li>
        ))}
      </ul>
    </ReportDialog>
  );
}

interface ReviewProps extends Pick<ListProps, 'producer'> {
  review: ReviewOut;
  as: 'h2' | 'h3';
  children: ReactNode;
}

async function Review({ review, producer, as: Name, children }: ReviewProps) {
  const [t, locale] = await Promise.all([getTranslations('shop.reviews'), getLocale()]);
  return (
    <article>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Name className="text-base">{review.learner}</Name>
        <Stars stars={review.stars} label={t('stars', { stars: review.stars })} />
        <p className="text-sm text-muted">
          <time dateTime={review.created_at}>{formatDay(review.created_at, locale)}</time>
          {review.edited_at && `, ${t('edited')}`}
        </p>
      </div>
      {review.text && <p className="mt-2 max-w-2xl leading-relaxed break-words whitespace-pre-line">{review.text}</p>}
      <Answer key={review.answer} review={review} labels={await answerLabels(producer)} />
      {children}
    </article>
  );
}

async function answerLabels(producer: string) {
  const t = await getTranslations('shop.answer');
  return {
    by: t('by', { name: producer }),
    write: t('write'),
    edit: t('edit'),
    text: t('text'),
    textHelp: t('textHelp'),
    save: t('save'),
    saving: t('saving'),
    cancel: t('cancel'),
    saved: t('saved'),
    removed: t('removed'),
    failed: t('failed'),
  };
}
