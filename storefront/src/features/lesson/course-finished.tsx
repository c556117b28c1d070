'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';

import { Link } from '@/i18n/navigation';
import { buttonClass } from '@/ui/button';
import { Icon } from '@/ui/icon';

import { useLessonSession } from './lesson-session';

interface Props {
  /** The course's own page. */
  href: string;
  /** Whether no lesson comes after this one. */
  isLast: boolean;
}

/** Where a course ends, and wherever its last open lesson is done: says that it is finished, and what one may do now. */
export function CourseFinished({ href, isLast }: Props) {
  const t = useTranslations('player');
  const session = useLessonSession();
  const isFinished = session?.percent === 100;
  const [wasFinished] = useState(isFinished);
  if (!session?.learner) return null;
  return (
    <div role="status">
      {isFinished && (isLast || !wasFinished) && (
        <div className="mt-6 rounded-card bg-success-soft p-6">
          <h2 className="flex items-center gap-3 text-xl text-success">
            <Icon name="done" className="size-6" />
            {t('courseFinished')}
          </h2>
          <p className="mt-2 max-w-prose">{t('courseFinishedText')}</p>
          <p className="mt-5 flex flex-wrap gap-3">
            <Link href={`${href}#reviews`} prefetch={false} className={buttonClass('primary')}>
              {t('toReviews')}
            </Link>
            <Link href="/learning" prefetch={false} className={buttonClass('outline')}>
              {t('toMyLearning')}
            </Link>
          </p>
        </div>
      )}
    </div>
  );
}
