import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';

import { findCourses, getTerms } from '@/features/courses/api';
import { CourseGrid } from '@/features/courses/course-grid';
import { MissingPage, missingMetadata } from '@/features/frame/missing-page';
import { getProducer } from '@/features/producers/api';
import { ArtistFacts } from '@/features/producers/artist-facts';
import { Portrait } from '@/features/producers/portrait';
import { Link } from '@/i18n/navigation';
import { alternatesOf } from '@/lib/alternates';
import { breadcrumbJsonLd } from '@/lib/breadcrumb-json-ld';
import { siteUrl } from '@/lib/env';
import { sharePicture } from '@/lib/share-picture';
import { Breadcrumb } from '@/ui/breadcrumb';
import { buttonClass } from '@/ui/button';
import { Icon } from '@/ui/icon';
import { JsonLd } from '@/ui/json-ld';

type Props = PageProps<'/[locale]/artists/[slug]'>;

const COURSES = 12;

export const generateStaticParams = () => [];

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ slug }, locale, t] = await Promise.all([params, getLocale(), getTranslations('shop.artist')]);
  const producer = await getProducer(slug);
  if (!producer) return missingMetadata();
  const title = producer.display_name;
  const description = producer.headline || t('description', { name: title });
  const url = `/artists/${slug}`;
  return {
    title,
    description,
    alternates: alternatesOf(url, locale),
    openGraph: { title, description, url, type: 'profile', images: sharePicture({ path: url, title, picture: producer.avatar }) },
  };
}

export default async function ArtistPage({ params }: Props) {
  const { slug } = await params;
  const [producer, found, terms, t] = await Promise.all([
    getProducer(slug),
    findCourses({ producer: slug, page_size: COURSES, sort: 'popular' }),
    getTerms(),
    getTranslations('shop'),
  ]);
  if (!producer) return <MissingPage />;
  const { display_name: name, headline, bio, location } = producer;
  const crumbs = [{ name: t('artists'), href: '/artists' }, { name }];
  const person = {
    '@type': 'Person',
    name,
    url: `${siteUrl()}/artists/${slug}`,
    jobTitle: headline,
    description: bio,
    ...(location && { homeLocation: { '@type': 'Place', name: location } }),
    ...(producer.avatar && { image: `${siteUrl()}${producer.avatar.url}?width=960` }),
  };
  return (
    <div className="container-page pt-4 pb-16 sm:pt-8">
      <JsonLd data={{ '@type': 'ProfilePage', mainEntity: person }} />
      <JsonLd data={breadcrumbJsonLd(crumbs, siteUrl())} />
      <Breadcrumb label={t('breadcrumb')} crumbs={crumbs} />
      <header className="mt-6 flex flex-col gap-6 sm:flex-row sm:items-center sm:gap-10">
        <Portrait producer={producer} sizes="(min-width: 40rem) 12rem, 9rem" className="size-36 sm:size-48" priority />
        <div>
          <h1 className="title-page">{name}</h1>
          {headline && <p className="mt-3 text-lg sm:text-xl">{headline}</p>}
          {location && (
            <p className="mt-3 flex items-center gap-2 text-sm text-muted">
              <Icon name="pin" className="size-4" />
              {location}
            </p>
          )}
        </div>
      </header>
      <div className="mt-12 grid gap-x-16 gap-y-10 lg:grid-cols-[minmax(0,1fr)_21rem]">
        {bio && <p className="max-w-[42rem] text-lg leading-relaxed break-words whitespace-pre-line">{bio}</p>}
        <ArtistFacts producer={producer} styleNames={new Map(terms.styles.map((style) => [style.slug, style.name]))} />
      </div>
      <section aria-labelledby="courses" className="mt-20">
        <h2 id="courses" className="title-section">
          {t('artist.courses', { name })}
        </h2>
        {found.results.length ? (
          <div className="mt-8">
            <CourseGrid cards={found.results} />
          </div>
        ) : (
          <div className="mt-6">
            <p className="text-muted">{t('artist.noCourses', { name })}</p>
            <Link href="/courses" className={`${buttonClass('outline')} mt-6`}>
              {t('allCourses')}
            </Link>
          </div>
        )}
      </section>
    </div>
  );
}
