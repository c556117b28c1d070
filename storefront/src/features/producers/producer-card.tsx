import { getTranslations } from 'next-intl/server';

import { Link } from '@/i18n/navigation';
import type { PublicProfileOut } from '@/lib/api/schema';
import { Portrait } from './portrait';

/** Somebody who teaches, in brief, on the page of their course. */
export async function ProducerCard({ producer }: { producer: PublicProfileOut }) {
  const t = await getTranslations('shop.artist');
  const { display_name: name, producer_slug: slug } = producer;
  return (
    <article className="flex flex-col gap-5 sm:flex-row">
      <Portrait producer={producer} sizes="7rem" className="size-28" />
      <div className="min-w-0">
        <h3 className="text-xl">{name}</h3>
        {producer.headline && <p className="mt-1 font-semibold">{producer.headline}</p>}
        {producer.bio && <p className="mt-3 max-w-2xl leading-relaxed break-words whitespace-pre-line">{producer.bio}</p>}
        <Link
          href={`/artists/${slug}`}
          prefetch={false}
          className="mt-2 inline-flex min-h-11 items-center font-semibold text-accent-text underline underline-offset-4"
        >
          {t('page', { name })}
        </Link>
      </div>
    </article>
  );
}
