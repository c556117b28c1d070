import { getTranslations } from 'next-intl/server';

import { Link } from '@/i18n/navigation';
import type { BundlesOut } from '@/lib/api/schema';
import { buttonClass } from '@/ui/button';
import { Empty } from '@/ui/empty';

import { BundleCard } from './bundle-card';
import { BUNDLES } from './paths';

/** The bundles that can be bought now, a page of them. */
export async function BundleList({ found, isFirst }: { found: BundlesOut; isFirst: boolean }) {
  const [t, shop] = await Promise.all([getTranslations('bundles'), getTranslations('shop')]);
  return (
    <div className="container-page pt-10 pb-16 sm:pt-16">
      <h1 className="title-page">{t('title')}</h1>
      <p className="mt-4 max-w-2xl text-lg">{t('lead')}</p>
      {found.results.length ? (
        <ul className="mt-12 grid gap-x-6 gap-y-12 sm:grid-cols-2 xl:grid-cols-3">
          {found.results.map((bundle, place) => (
            <li key={bundle.id} className="grid">
              <BundleCard bundle={bundle} priority={isFirst && place === 0} />
            </li>
          ))}
        </ul>
      ) : (
        <Empty icon="list" title={t('none')} text={t('noneText')}>
          <Link href="/courses" className={buttonClass('accent')}>
            {t('findCourses')}
          </Link>
        </Empty>
      )}
      {(found.next_cursor || !isFirst) && (
        <p className="mt-14 flex flex-wrap justify-center gap-3">
          {!isFirst && (
            <Link href={BUNDLES} className={buttonClass('quiet')}>
              {shop('firstPage')}
            </Link>
          )}
          {found.next_cursor && (
            <Link href={`${BUNDLES}?cursor=${encodeURIComponent(found.next_cursor)}`} prefetch={false} rel="next" className={buttonClass('outline')}>
              {t('more')}
            </Link>
          )}
        </p>
      )}
    </div>
  );
}
