import { getTranslations } from 'next-intl/server';

import { ProducerCard } from '@/features/producers/producer-card';
import { Link } from '@/i18n/navigation';
import type { CoursePageOut, CourseShape } from '@/lib/api/schema';
import { Icon } from '@/ui/icon';
import { RichText } from '@/ui/rich-text';

import { findCourses } from './api';
import { CourseGrid } from './course-grid';

const RELATED = 4;

export async function Outcomes({ course }: { course: CourseShape }) {
  const t = await getTranslations('shop.course');
  if (!course.outcomes.length) return null;
  return (
    <section aria-labelledby="outcomes">
      <h2 id="outcomes" className="title-section">
        {t('outcomes')}
      </h2>
      <ul className="mt-6 grid gap-x-10 gap-y-4 sm:grid-cols-2">
        {course.outcomes.map((outcome) => (
          <li key={outcome} className="flex gap-3">
            <Icon name="check" className="mt-0.5 size-5 text-accent-text" />
            {outcome}
          </li>
        ))}
      </ul>
    </section>
  );
}

export async function Requirements({ course }: { course: CourseShape }) {
  const t = await getTranslations('shop.course');
  const { requirements, prerequisites } = course;
  if (!requirements.length && !prerequisites.length) return null;
  return (
    <section aria-labelledby="requirements">
      <h2 id="requirements" className="title-section">
        {t('requirements')}
      </h2>
      <ul className="mt-6 list-disc space-y-2 ps-5">
        {requirements.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      {prerequisites.length > 0 && (
        <>
          <h3 className="mt-6 text-base">{course.requires_prerequisites ? t('prerequisitesNeeded') : t('prerequisites')}</h3>
          {course.requires_prerequisites && <p className="mt-1 text-sm text-muted">{t('prerequisitesNeededText')}</p>}
          <ul className="mt-1">
            {prerequisites.map(({ id, slug, title }) => (
              <li key={id}>
                <Link href={`/courses/${slug}`} prefetch={false} className="inline-flex min-h-11 items-center text-accent-text underline underline-offset-4">
                  {title}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

export async function Description({ course }: { course: CourseShape }) {
  const t = await getTranslations('shop.course');
  if (!course.description.html) return null;
  return (
    <section aria-labelledby="description">
      <h2 id="description" className="title-section">
        {t('description')}
      </h2>
      <RichText html={course.description.html} className="prose mt-6 max-w-[42rem]" />
    </section>
  );
}

/** Who teaches it; nothing where none of them has a page just now. */
export async function Teachers({ producers }: { producers: CoursePageOut['producers'] }) {
  const t = await getTranslations('shop.course');
  if (!producers.length) return null;
  return (
    <section aria-labelledby="teachers">
      <h2 id="teachers" className="title-section">
        {t('teachers', { count: producers.length })}
      </h2>
      <div className="mt-6 space-y-10">
        {producers.map((producer) => (
          <ProducerCard key={producer.producer_slug} producer={producer} />
        ))}
      </div>
    </section>
  );
}

/** Other courses of the category, which share one kept answer with all its courses' pages. */
export async function RelatedCourses({ course }: { course: CourseShape }) {
  const { category } = course;
  if (!category) return null;
  const [t, found] = await Promise.all([getTranslations('shop.course'), findCourses({ category: category.slug, page_size: RELATED + 1 })]);
  const cards = found.results.filter(({ document }) => document.slug !== course.slug).slice(0, RELATED);
  if (!cards.length) return null;
  return (
    <section aria-labelledby="related" className="container-page py-16">
      <h2 id="related" className="title-section mb-8">
        {t('related', { name: category.name })}
      </h2>
      <CourseGrid cards={cards} columns={4} />
    </section>
  );
}
