import { getLocale, getTranslations } from 'next-intl/server';

import { doorOf } from '@/features/courses/door';
import type { CourseOut } from '@/lib/api/schema';

import { ChooseCohort } from './choose-cohort';
import { COHORTS_PLACE } from './paths';

/** The cohorts that a course is joined with; nothing of a course that is joined without. */
export async function Cohorts({ document, live }: Pick<CourseOut, 'document' | 'live'>) {
  if (!live.cohorts) return null;
  const [t, join, locale] = await Promise.all([getTranslations('shop.cohorts'), getTranslations('shop.join'), getLocale()]);
  return (
    <section id={COHORTS_PLACE} aria-labelledby="cohorts-title" className="scroll-mt-24">
      <h2 id="cohorts-title" className="title-section">
        {t('title')}
      </h2>
      <p className="mt-2 mb-6 max-w-prose">{t('text')}</p>
      <ChooseCohort
        slug={document.slug}
        door={doorOf(live)}
        cohorts={live.cohorts}
        locale={locale}
        labels={{
          legend: t('legend'),
          seatsLeft: t('seatsLeft'),
          oneSeatLeft: t('oneSeatLeft'),
          full: t('full'),
          starts: t('starts'),
          until: t('until'),
          join: t('join'),
          failed: join('failed'),
          afterBuying: t('afterBuying'),
          none: t('none'),
          mustChoose: t('mustChoose'),
          choose: t('choose'),
          yours: t('yours'),
          yoursStarted: t('yoursStarted'),
          change: t('change'),
        }}
      />
    </section>
  );
}
