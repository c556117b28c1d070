import { getLocale, getTranslations } from 'next-intl/server';

import { Link } from '@/i18n/navigation';
import type { CardOut } from '@/lib/api/schema';
import { formatMoney } from '@/lib/money';
import { Picture } from '@/ui/picture';

/** A course in a list. The whole card is one link. */
export async function CourseCard({ card, priority }: { card: CardOut; priority?: boolean }) {
  const { document, live } = card;
  const [t, locale] = await Promise.all([getTranslations('shop'), getLocale()]);
  return (
    <article className="group relative flex flex-col">
      <div className="aspect-video overflow-hidden rounded-card bg-surface-2">
        {document.thumbnail && (
          <Picture
            picture={document.thumbnail}
            alt=""
            sizes="(min-width: 64rem) 25vw, (min-width: 40rem) 45vw, 92vw"
            className="size-full object-cover transition-transform duration-200 group-hover:scale-[1.02]"
            priority={priority}
          />
        )}
      </div>
      <p className="mt-3 text-xs font-semibold text-muted">
        {[document.category?.name, document.level?.name].filter(Boolean).join(' · ')}
      </p>
      <h3 className="mt-1 text-lg">
        <Link href={`/courses/${document.slug}`} className="after:absolute after:inset-0">
          {document.title}
        </Link>
      </h3>
      <p className="mt-1 text-sm text-muted">{t('by', { name: document.producer.name })}</p>
      <p className="mt-2 flex items-center gap-3 text-sm">
        <span className="font-semibold text-ink">
          {live.price.amount_minor ? formatMoney(live.price.amount_minor, live.price.currency, locale) : t('free')}
        </span>
        <span className="text-muted">{t('lessons', { count: document.lesson_count })}</span>
      </p>
    </article>
  );
}
