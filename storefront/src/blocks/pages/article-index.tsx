import { getLocale, getTranslations } from 'next-intl/server';

import { findArticles } from '@/features/site/api';
import { ArticleCard } from '@/features/site/article-card';
import { Link, redirect } from '@/i18n/navigation';
import { placeInList } from '@/lib/api/errors';
import { buttonClass } from '@/ui/button';

import { PageHeading } from './page-heading';
import type { PageProps } from './page-props';

export async function ArticleIndexView({ page, asked: { tag, cursor } }: PageProps<'article_index'>) {
  const [t, found] = await Promise.all([getTranslations('pages'), placeInList(findArticles({ tag, cursor }))]);
  if (!found) return redirect({ href: tag ? `${page.path}?tag=${encodeURIComponent(tag)}` : page.path, locale: await getLocale() });
  const { results, next_cursor } = found;
  const tagName = results.flatMap((card) => card.tags).find(({ slug }) => slug === tag)?.name ?? tag;
  const isFirst = !cursor && !tag;
  const older = new URLSearchParams({ ...(tag && { tag }), ...(next_cursor && { cursor: next_cursor }) });
  return (
    <>
      <PageHeading title={page.title} standfirst={tag ? t('tagged', { tag: tagName ?? '' }) : page.standfirst} breadcrumbs={page.breadcrumbs}>
        {tag && (
          <Link href={page.path} className={`${buttonClass('outline')} mt-6`}>
            {t('allArticles')}
          </Link>
        )}
      </PageHeading>
      <div className="container-page">
        {results.length === 0 && <p className="text-lg">{t('noArticles')}</p>}
        <ul className="grid gap-x-6 gap-y-14 sm:grid-cols-2 lg:grid-cols-3">
          {results.map((card, place) => (
            <li key={card.path} className={isFirst && place === 0 ? 'col-span-full' : 'grid'}>
              <ArticleCard card={card} isLead={isFirst && place === 0} as="h2" />
            </li>
          ))}
        </ul>
        <p className="mt-14 flex flex-wrap gap-3">
          {cursor && (
            <Link href={page.path} className={buttonClass('quiet')}>
              {t('newest')}
            </Link>
          )}
          {next_cursor && (
            <Link href={`${page.path}?${older}`} prefetch={false} className={buttonClass('outline')}>
              {t('older')}
            </Link>
          )}
        </p>
      </div>
    </>
  );
}
