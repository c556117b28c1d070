import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';

import { PAGE_SIZE } from '@/features/catalogue/catalogue';
import { catalogueHref, EVERYTHING, withValue } from '@/features/catalogue/query';
import { findCourses, getTerms } from '@/features/courses/api';
import { CourseGrid } from '@/features/courses/course-grid';
import { MissingPage, missingMetadata } from '@/features/frame/missing-page';
import { Link } from '@/i18n/navigation';
import { alternatesOf } from '@/lib/alternates';
import { breadcrumbJsonLd } from '@/lib/breadcrumb-json-ld';
import { siteUrl } from '@/lib/env';
import { sharePicture } from '@/lib/share-picture';
import { Breadcrumb } from '@/ui/breadcrumb';
import { buttonClass } from '@/ui/button';
import { JsonLd } from '@/ui/json-ld';

type Props = PageProps<'/[locale]/categories/[slug]'>;

export const generateStaticParams = () => [];

async function getCategory(slug: string) {
  const terms = await getTerms();
  const category = terms.categories.find((each) => each.slug === slug);
  return category && { ...category, styles: terms.styles.filter((style) => style.category === slug) };
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ slug }, locale, t] = await Promise.all([params, getLocale(), getTranslations('shop.category')]);
  const category = await getCategory(slug);
  if (!category) return missingMetadata();
  const { name: title } = category;
  const description = category.description || t('description', { name: title });
  const url = `/categories/${slug}`;
  return { title, description, alternates: alternatesOf(url, locale), openGraph: { title, description, url, images: sharePicture({ path: url, title }) } };
}

/** An art: what it is, its styles, its courses. */
export default async function CategoryPage({ params }: Props) {
  const { slug } = await params;
  const [category, t] = await Promise.all([getCategory(slug), getTranslations('shop')]);
  if (!category) return <MissingPage />;
  const found = await findCourses({ category: slug, page_size: PAGE_SIZE });
  const { name, description } = category;
  const all = withValue(EVERYTHING, 'category', slug);
  const counts = found.facets.style ?? {};
  const styles = category.styles.filter((style) => counts[style.slug]);
  const crumbs = [{ name: t('allCourses'), href: '/courses' }, { name }];
  return (
    <div className="container-page pt-4 pb-16 sm:pt-8">
      <JsonLd data={breadcrumbJsonLd(crumbs, siteUrl())} />
      <Breadcrumb label={t('breadcrumb')} crumbs={crumbs} />
      <h1 className="title-page mt-4">{name}</h1>
      {description && <p className="mt-4 max-w-2xl text-lg sm:text-xl">{description}</p>}
      {styles.length > 0 && (
        <nav aria-label={t('category.styles')} className="mt-8">
          <ul className="flex flex-wrap gap-2">
            {styles.map((style) => (
              <li key={style.slug}>
                <Link
                  href={catalogueHref(withValue(all, 'style', style.slug))}
                  prefetch={false}
                  className="inline-flex min-h-11 items-center gap-2 rounded-full bg-surface-2 px-4 text-sm font-semibold text-ink hover:opacity-85"
                >
                  {style.name}
                  <span className="font-normal text-muted">{counts[style.slug]}</span>
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <section aria-labelledby="courses" className="mt-12">
        <div className="flex flex-wrap items-center justify-between gap-4">
          <h2 id="courses" className="text-xl">
            {t('results', { count: found.count })}
          </h2>
          {found.count > 0 && (
            <Link href={catalogueHref(all)} prefetch={false} className={buttonClass('outline')}>
              {t('category.all')}
            </Link>
          )}
        </div>
        {found.count ? (
          <div className="mt-8">
            <CourseGrid cards={found.results} columns={4} isFirst />
          </div>
        ) : (
          <div className="mt-6">
            <p className="text-muted">{t('category.empty', { name })}</p>
            <Link href="/courses" className={`${buttonClass('outline')} mt-6`}>
              {t('allCourses')}
            </Link>
          </div>
        )}
        {found.next_cursor && (
          <p className="mt-14 flex justify-center">
            <Link href={catalogueHref({ ...all, cursor: found.next_cursor })} prefetch={false} rel="next" className={buttonClass('outline')}>
              {t('moreCourses')}
            </Link>
          </p>
        )}
      </section>
    </div>
  );
}
