import { getFormatter, getTranslations } from 'next-intl/server';

import { Link } from '@/i18n/navigation';
import type { FullRatingShape } from '@/lib/api/schema';
import { Stars } from '@/ui/rating';

import { reviewsHref, starShares } from './query';

interface Props {
  rating: FullRatingShape;
  slug: string;
  /** The stars that the list beside it is narrowed to. */
  chosen?: number | null;
}

/** The average, and how many gave how many stars; each row leads to those reviews. */
export async function Breakdown({ rating, slug, chosen }: Props) {
  const [t, format] = await Promise.all([getTranslations('shop.reviews'), getFormatter()]);
  const average = format.number(rating.average, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return (
    <div>
      <p className="flex flex-wrap items-end gap-3">
        <span className="font-display text-6xl leading-none font-extrabold tracking-tight text-ink">{average}</span>
        <span className="text-sm">
          <Stars stars={Math.round(rating.average)} label={t('outOf')} />
          <span className="block text-muted">{t('count', { count: rating.count })}</span>
        </span>
      </p>
      <ul className="mt-4">
        {starShares(rating.stars).map(({ stars, count, percent }) => (
          <li key={stars}>
            <Link
              href={reviewsHref(slug, { stars })}
              prefetch={false}
              aria-current={stars === chosen ? 'true' : undefined}
              className="flex min-h-9 items-center gap-3 rounded text-sm hover:text-ink aria-current:font-semibold aria-current:text-ink"
            >
              <span className="sr-only">{t('starsShare', { stars, count, percent })}</span>
              <span aria-hidden className="w-14 shrink-0">
                {t('starsRow', { stars })}
              </span>
              <svg aria-hidden viewBox="0 0 100 8" preserveAspectRatio="none" className="h-2 min-w-0 flex-1 rounded-full bg-surface-2">
                <rect width={percent} height="8" className="fill-accent" />
              </svg>
              <span aria-hidden className="w-10 shrink-0 text-end text-muted">
                {percent} %
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
