import { getFormatter, getLocale, getTranslations } from 'next-intl/server';

import { WishOn } from '@/features/wishes/wish-on';
import { Link } from '@/i18n/navigation';
import type { BundleCardOut } from '@/lib/api/schema';

import { BundlePrice } from './bundle-price';
import { Collage } from './collage';
import { bundlePath } from './paths';
import { percentOf } from './percent';

const NAMES_SHOWN = 3;

/** A bundle in a list. The whole card is one link. */
export async function BundleCard({ bundle, priority }: { bundle: BundleCardOut; priority?: boolean }) {
  const [t, shop, format, locale] = await Promise.all([getTranslations('bundles'), getTranslations('shop'), getFormatter(), getLocale()]);
  const { slug, name, summary, courses, prices } = bundle;
  const names = [...new Set(courses.map(({ producer }) => producer.name))];
  const rest = names.length > NAMES_SHOWN ? names.splice(NAMES_SHOWN - 1).length : 0;
  return (
    <article className="group relative flex flex-col">
      <Collage courses={courses} priority={priority} />
      <WishOn thing={{ kind: 'bundle', id: bundle.id }} title={name} path={bundlePath(slug)} isOnCard />
      <p className="mt-3 text-xs font-semibold text-muted">
        {[t('courses', { count: courses.length }), t('less', { percent: percentOf(format, bundle.basis_points) })].join(' · ')}
      </p>
      <h2 className="mt-1 text-lg">
        <Link
          href={bundlePath(slug)}
          prefetch={false}
          className="after:absolute after:inset-0 group-hover:underline group-hover:decoration-2 group-hover:underline-offset-4"
        >
          {name}
        </Link>
      </h2>
      <p className="mt-1 text-sm text-muted">{shop('by', { name: format.list(rest ? [...names, t('others', { count: rest })] : names) })}</p>
      {summary && <p className="mt-2 line-clamp-3 text-sm">{summary}</p>}
      <p className="mt-auto flex flex-wrap items-center gap-x-3 gap-y-1 pt-3 text-sm">
        <BundlePrice prices={prices} locale={locale} labels={{ before: t('before'), save: t('save', { amount: '#' }) }} />
      </p>
    </article>
  );
}
