import { getTranslations } from 'next-intl/server';

import { Link } from '@/i18n/navigation';

import { reviewsHref, type ReviewsChoice } from './query';

/** The order of the reviews, and the way back from those with so many stars to all. */
export async function ReviewSorts({ slug, choice }: { slug: string; choice: ReviewsChoice }) {
  const t = await getTranslations('shop.reviews');
  const sorts = [
    { sort: null, name: t('sortNew') },
    { sort: 'best', name: t('sortBest') },
    { sort: 'worst', name: t('sortWorst') },
  ] as const;
  const pill =
    'inline-flex min-h-11 items-center rounded-full px-4 text-sm font-semibold text-ink hover:bg-surface-2 ' +
    'aria-current:bg-primary aria-current:text-on-primary';
  return (
    <nav aria-label={t('sort')}>
      <ul className="-ms-4 flex flex-wrap gap-1 max-sm:ms-0">
        {sorts.map(({ sort, name }) => (
          <li key={name}>
            <Link
              href={reviewsHref(slug, { stars: choice.stars, sort })}
              prefetch={false}
              aria-current={sort === choice.sort ? 'true' : undefined}
              className={pill}
            >
              {name}
            </Link>
          </li>
        ))}
        {choice.stars && (
          <li>
            <Link href={reviewsHref(slug, { sort: choice.sort })} prefetch={false} className={`${pill} text-accent-text underline underline-offset-4`}>
              {t('anyStars')}
            </Link>
          </li>
        )}
      </ul>
    </nav>
  );
}
