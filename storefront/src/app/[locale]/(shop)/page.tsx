import { getTranslations } from 'next-intl/server';

import { CourseCard } from '@/features/courses/course-card';
import { findCourses } from '@/features/courses/api';

export default async function Home() {
  const [t, catalogue] = await Promise.all([getTranslations('frame'), findCourses({ page_size: 8 })]);
  return (
    <div className="container-page py-16">
      <h1 className="title-page max-w-4xl">{t('tagline')}</h1>
      <div className="mt-12 grid gap-8 sm:grid-cols-2 lg:grid-cols-4">
        {catalogue.results.map((card) => (
          <CourseCard key={card.document.id} card={card} />
        ))}
      </div>
    </div>
  );
}
