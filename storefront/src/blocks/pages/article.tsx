import { getLocale, getTranslations } from 'next-intl/server';

import { ArticleCard } from '@/features/site/article-card';
import { formatDay } from '@/lib/dates';
import { AnyLink } from '@/ui/any-link';
import { Picture } from '@/ui/picture';

import { PageBlocks } from '../page-blocks';
import { PageHeading } from './page-heading';
import type { PageProps } from './page-props';

export async function ArticleView({ page }: PageProps<'article'>) {
  const [t, locale] = await Promise.all([getTranslations('pages'), getLocale()]);
  const above = page.breadcrumbs.at(-1)?.path;
  return (
    <>
      <article>
        <PageHeading title={page.title} standfirst={page.standfirst} breadcrumbs={page.breadcrumbs}>
          <p className="mt-6 flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
            {page.author_name && <span className="font-semibold text-ink">{t('articleBy', { name: page.author_name })}</span>}
            <time dateTime={page.date}>{formatDay(page.date, locale)}</time>
          </p>
        </PageHeading>
        {page.picture && (
          <div className="container-page mb-14">
            <Picture
              picture={page.picture.image}
              alt={page.picture.alt_text}
              sizes="(min-width: 80rem) 75rem, 92vw"
              priority
              className="aspect-video max-h-[36rem] w-full rounded-card bg-surface-2 object-cover"
            />
          </div>
        )}
        <PageBlocks blocks={page.body} />
        {page.tags.length > 0 && above && (
          <ul className="container-page mt-12 flex flex-wrap gap-2">
            {page.tags.map(({ slug, name }) => (
              <li key={slug}>
                <AnyLink
                  href={`${above}?tag=${encodeURIComponent(slug)}`}
                  className="inline-flex min-h-11 items-center rounded-full border border-control px-4 text-sm text-ink hover:bg-surface-2"
                >
                  {name}
                </AnyLink>
              </li>
            ))}
          </ul>
        )}
      </article>
      {page.related.length > 0 && (
        <aside aria-label={t('more')} className="container-page mt-24">
          <h2 className="title-section mb-8">{t('more')}</h2>
          <ul className="grid gap-x-6 gap-y-10 sm:grid-cols-2 lg:grid-cols-3">
            {page.related.map((card) => (
              <li key={card.path} className="grid">
                <ArticleCard card={card} />
              </li>
            ))}
          </ul>
        </aside>
      )}
    </>
  );
}
