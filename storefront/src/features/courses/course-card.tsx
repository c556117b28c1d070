import { getFormatter, getLocale, getTranslations } from 'next-intl/server';

import { PriceText } from '@/features/currency/price-text';
import { WishOn } from '@/features/wishes/wish-on';
import { Link } from '@/i18n/navigation';
import type { CardOut } from '@/lib/api/schema';
import { Picture } from '@/ui/picture';
import { Rating } from '@/ui/rating';

import { lengthText } from './length';

interface Props {
  card: CardOut;
  priority?: boolean;
  /** What the card's title is in the outline of the page. */
  as?: 'h2' | 'h3';
}

/** A course in a list. The whole card is one link. */
export async function CourseCard({ card, priority, as: Title = 'h3' }: Props) {
  const { document, live } = card;
  const [t, format, locale] = await Promise.all([getTranslations('shop'), getFormatter(), getLocale()]);
  const length = lengthText(t, document.duration_minutes);
  const average = format.number(live.rating.average, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return (
    <article className="group relative flex flex-col">
      <div className="aspect-video overflow-hidden rounded-card bg-surface-2">
        {document.thumbnail && (
          <Picture
            picture={document.thumbnail}
            alt=""
            sizes="(min-width: 80rem) 20rem, (min-width: 40rem) 45vw, 92vw"
            className="size-full object-cover transition-transform duration-200 group-hover:scale-[1.02]"
            priority={priority}
          />
        )}
      </div>
      <WishOn thing={{ kind: 'course', id: document.id }} title={document.title} path={`/courses/${document.slug}`} isOnCard />
      <p className="mt-3 text-xs font-semibold text-muted">
        {[document.category?.name, document.level?.name].filter(Boolean).join(' · ')}
      </p>
      <Title className="mt-1 text-lg">
        <Link
          href={`/courses/${document.slug}`}
          className="after:absolute after:inset-0 group-hover:underline group-hover:decoration-2 group-hover:underline-offset-4"
          prefetch={false}
        >
          {document.title}
        </Link>
      </Title>
      <p className="mt-1 text-sm text-muted">{t('by', { name: document.producer.name })}</p>
      <p className="mt-auto flex flex-wrap items-center gap-x-3 gap-y-1 pt-3 text-sm">
        <span className="font-semibold text-ink">
          <PriceText prices={live.prices} locale={locale} free={t('free')} before={t('before')} from={t('priceFrom', { price: '#' })} chosen={t('payWhatYouWant')} />
        </span>
        {live.rating.count > 0 && (
          <Rating average={average} count={live.rating.count} label={t('rated', { average, count: live.rating.count })} />
        )}
        {length && <span className="text-muted">{length}</span>}
      </p>
    </article>
  );
}
