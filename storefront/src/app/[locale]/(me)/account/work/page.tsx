import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

import { myWork } from '@/features/assignments/api';
import { WorkList } from '@/features/assignments/work-list';
import { myPeerReviews } from '@/features/peers/api';
import { WaitingReviews } from '@/features/peers/waiting-reviews';
import { Link } from '@/i18n/navigation';
import { buttonClass } from '@/ui/button';
import { Empty } from '@/ui/empty';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('assignment.work'))('title') };
}

/** Deadlines, marks and feedback of all courses. */
export default async function WorkPage() {
  const [t, work, reviews] = await Promise.all([getTranslations('assignment.work'), myWork(), myPeerReviews()]);
  return (
    <>
      <h1 className="title-page">{t('title')}</h1>
      {reviews.length > 0 && <WaitingReviews reviews={reviews} />}
      {work.length ? (
        <>
          <p className="mt-3 mb-8 text-lg">{t('lead')}</p>
          <WorkList work={work} />
        </>
      ) : (
        <Empty icon="pencil" title={t('none')} text={t('noneText')}>
          <Link href="/learning" className={buttonClass('outline')}>
            {t('toLearning')}
          </Link>
        </Empty>
      )}
    </>
  );
}
