import { getTranslations } from 'next-intl/server';

import NotFound from '@/app/[locale]/not-found';
import { ToArchivedCourse } from '@/features/seat/to-archived-course';

/** No such course, or one that is no longer offered: its learners get on to it. */
export default async function CourseNotFound() {
  const t = await getTranslations('shop.archived');
  return (
    <>
      <ToArchivedCourse labels={{ looking: t('looking'), learner: t('learner'), signIn: t('signIn') }} />
      <NotFound />
    </>
  );
}
