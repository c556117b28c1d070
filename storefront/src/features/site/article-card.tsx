import { getLocale } from 'next-intl/server';

import { Link } from '@/i18n/navigation';
import type { ArticleCardShape } from '@/lib/api/schema';
import { formatDay } from '@/lib/dates';
import { Picture } from '@/ui/picture';

interface Props {
  card: ArticleCardShape;
  /** The newest of a list stands wide above the others. */
  isLead?: boolean;
  as?: 'h2' | 'h3';
}

/** An article in a list. The whole card is one link. */
export async function ArticleCard({ card, isLead = false, as: Title = 'h3' }: Props) {
  const locale = await getLocale();
  return (
    <article className={`group relative ${isLead ? 'grid items-center gap-6 lg:grid-cols-[1.4fr_1fr] lg:gap-12' : 'flex flex-col'}`}>
      <div className={`overflow-hidden rounded-card bg-surface-2 ${isLead ? 'aspect-video lg:aspect-3/2' : 'aspect-3/2'}`}>
        {card.picture && (
          <Picture
            picture={card.picture.image}
            alt=""
            sizes={isLead ? '(min-width: 64rem) 44rem, 92vw' : '(min-width: 64rem) 25rem, (min-width: 40rem) 45vw, 92vw'}
            priority={isLead}
            className="size-full object-cover transition-transform duration-200 group-hover:scale-[1.02]"
          />
        )}
      </div>
      <div className={isLead ? '' : 'mt-4'}>
        <p className="text-xs font-semibold text-muted">
          <time dateTime={card.date}>{formatDay(card.date, locale)}</time>
          {card.author_name && ` · ${card.author_name}`}
        </p>
        <Title className={`mt-2 ${isLead ? 'title-section' : 'text-xl'}`}>
          <Link href={card.path} prefetch={false} className="underline-offset-4 group-hover:underline after:absolute after:inset-0">
            {card.title}
          </Link>
        </Title>
        {card.standfirst && <p className={`mt-2 ${isLead ? 'text-lg' : ''}`}>{card.standfirst}</p>}
      </div>
    </article>
  );
}
