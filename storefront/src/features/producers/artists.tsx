import { getTranslations } from 'next-intl/server';

import { getTerms } from '@/features/courses/api';
import { Link } from '@/i18n/navigation';
import type { PaginatedPublicProfileOutList, PublicProfileOut } from '@/lib/api/schema';
import { buttonClass } from '@/ui/button';
import { Icon } from '@/ui/icon';

import { Portrait } from './portrait';

const STYLES_SHOWN = 3;

/** Those who teach, a page of them. */
export async function Artists({ found, isFirst }: { found: PaginatedPublicProfileOutList; isFirst: boolean }) {
  const [t, terms] = await Promise.all([getTranslations('shop'), getTerms()]);
  const names = new Map(terms.styles.map(({ slug, name }) => [slug, name]));
  return (
    <div className="container-page pt-10 pb-16 sm:pt-16">
      <h1 className="title-page">{t('artists')}</h1>
      <p className="mt-4 max-w-2xl text-lg">{t('artistsLead')}</p>
      {found.results.length === 0 && <p className="mt-10 text-muted">{t('noArtists')}</p>}
      <ul className="mt-12 grid gap-x-8 gap-y-12 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-4">
        {found.results.map((producer) => (
          <li key={producer.producer_slug} className="grid">
            <ArtistCard producer={producer} styleNames={names} />
          </li>
        ))}
      </ul>
      {(found.next_cursor || !isFirst) && (
        <p className="mt-14 flex flex-wrap justify-center gap-3">
          {!isFirst && (
            <Link href="/artists" className={buttonClass('quiet')}>
              {t('firstPage')}
            </Link>
          )}
          {found.next_cursor && (
            <Link href={`/artists?cursor=${encodeURIComponent(found.next_cursor)}`} prefetch={false} rel="next" className={buttonClass('outline')}>
              {t('moreArtists')}
            </Link>
          )}
        </p>
      )}
    </div>
  );
}

interface CardProps {
  producer: PublicProfileOut;
  styleNames: ReadonlyMap<string, string>;
}

function ArtistCard({ producer, styleNames }: CardProps) {
  const { display_name: name, producer_slug: slug, headline, location } = producer;
  const styles = [...producer.styles].sort((one, other) => other.skill - one.skill).slice(0, STYLES_SHOWN);
  return (
    <article className="group relative flex flex-col">
      <Portrait producer={producer} sizes="8rem" className="size-32" />
      <h2 className="mt-5 text-xl">
        <Link href={`/artists/${slug}`} prefetch={false} className="after:absolute after:inset-0 group-hover:underline group-hover:underline-offset-4">
          {name}
        </Link>
      </h2>
      {headline && <p className="mt-1">{headline}</p>}
      {location && (
        <p className="mt-3 flex items-center gap-1.5 text-sm text-muted">
          <Icon name="pin" className="size-4" />
          {location}
        </p>
      )}
      <p className="mt-1 text-sm text-muted">{styles.map(({ style }) => styleNames.get(style) ?? style).join(' · ')}</p>
    </article>
  );
}
