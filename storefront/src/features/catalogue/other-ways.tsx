import { getTranslations } from 'next-intl/server';

import { findBundles } from '@/features/bundles/api';
import { BUNDLES } from '@/features/bundles/paths';
import { findPaths } from '@/features/paths/api';
import { PATHS } from '@/features/paths/paths';
import { getPlans } from '@/features/plans/api';
import { PLANS } from '@/features/plans/paths';
import { Link } from '@/i18n/navigation';
import { Icon } from '@/ui/icon';

/** To what courses are sold by beside one by one: bundles, paths and plans, where there are some. */
export async function OtherWays() {
  const [bundles, paths, plans, t] = await Promise.all([findBundles(), findPaths(), getPlans(), getTranslations()]);
  const ways = [
    ...(bundles.results.length ? [{ href: BUNDLES, text: t('bundles.inTheList') }] : []),
    ...(paths.results.length ? [{ href: PATHS, text: t('paths.inTheList') }] : []),
    ...(plans.results.length ? [{ href: PLANS, text: t('plans.inTheList') }] : []),
  ];
  if (!ways.length) return null;
  return (
    <ul className="mt-6 flex flex-wrap gap-x-8">
      {ways.map(({ href, text }) => (
        <li key={href}>
          <Link href={href} prefetch={false} className="inline-flex min-h-11 items-center gap-1 font-semibold text-ink underline-offset-4 hover:underline">
            {text}
            <Icon name="chevron-right" className="size-4 text-muted" />
          </Link>
        </li>
      ))}
    </ul>
  );
}
