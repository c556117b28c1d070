import { getFormatter, getTranslations } from 'next-intl/server';

import { Link } from '@/i18n/navigation';
import type { BundleHintOut } from '@/lib/api/schema';
import { Icon } from '@/ui/icon';

import { bundlePath } from './paths';
import { percentOf } from './percent';

/** On a course: the bundles that it comes with for less. */
export async function BundleHints({ bundles }: { bundles: BundleHintOut[] }) {
  const [t, format] = await Promise.all([getTranslations('bundles'), getFormatter()]);
  return bundles.map(({ slug, name, basis_points, course_count: count }) => (
    <Link
      key={slug}
      href={bundlePath(slug)}
      prefetch={false}
      className="mt-4 flex min-h-11 items-center gap-3 rounded-card border border-hairline px-4 py-3 text-sm font-medium text-ink hover:border-control max-lg:mt-0 max-lg:mb-6"
    >
      <Icon name="list" className="size-5 text-accent-text" />
      <span className="min-w-0 flex-1">{t('hint', { name, count, percent: percentOf(format, basis_points) })}</span>
      <Icon name="chevron-right" className="size-4 text-muted" />
    </Link>
  ));
}
