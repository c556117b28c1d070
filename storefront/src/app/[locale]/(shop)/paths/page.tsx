import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';

import { findPaths } from '@/features/paths/api';
import { PathCard } from '@/features/paths/path-card';
import { PATHS, pathPath } from '@/features/paths/paths';
import { Link } from '@/i18n/navigation';
import { alternatesOf } from '@/lib/alternates';
import { siteUrl } from '@/lib/env';
import { sharePicture } from '@/lib/share-picture';
import { buttonClass } from '@/ui/button';
import { Empty } from '@/ui/empty';
import { JsonLd } from '@/ui/json-ld';

export async function generateMetadata(): Promise<Metadata> {
  const [t, locale] = await Promise.all([getTranslations('paths'), getLocale()]);
  const [title, description] = [t('title'), t('listDescription')];
  return { title, description, alternates: alternatesOf(PATHS, locale), openGraph: { title, description, url: PATHS, images: sharePicture({ path: '/', title }) } };
}

export default async function PathsPage() {
  const [{ results }, t] = await Promise.all([findPaths(), getTranslations('paths')]);
  const items = results.map(({ slug, title: name }, place) => ({ '@type': 'ListItem', position: place + 1, url: siteUrl() + pathPath(slug), name }));
  return (
    <div className="container-page pt-10 pb-16 sm:pt-16">
      <JsonLd data={{ '@type': 'ItemList', itemListElement: items }} />
      <h1 className="title-page">{t('title')}</h1>
      <p className="mt-4 max-w-2xl text-lg">{t('lead')}</p>
      {results.length ? (
        <ul className="mt-12 grid gap-x-6 gap-y-12 sm:grid-cols-2 xl:grid-cols-3">
          {results.map((path, place) => (
            <li key={path.id} className="grid">
              <PathCard path={path} priority={place === 0} />
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
    </div>
  );
}
