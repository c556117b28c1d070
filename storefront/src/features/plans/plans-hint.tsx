import { getLocale, getTranslations } from 'next-intl/server';

import { Link } from '@/i18n/navigation';
import { formatMoney } from '@/lib/money';
import { Icon } from '@/ui/icon';

import { getPlans } from './api';
import { PLANS } from './paths';
import { leastPrice } from './saving';

/** On a course with a price that plans open too: from what one may have it that way. */
export async function PlansHint() {
  const [{ results }, t, locale] = await Promise.all([getPlans(), getTranslations(), getLocale()]);
  const least = leastPrice(results);
  if (!least) return null;
  return (
    <Link
      href={PLANS}
      className="mt-4 flex min-h-11 items-center gap-3 rounded-card border border-hairline px-4 py-3 text-sm font-medium text-ink hover:border-control max-lg:mt-0 max-lg:mb-6"
    >
      <Icon name="check" className="size-5 text-accent-text" />
      <span className="min-w-0 flex-1">
        {t('shop.join.inPlans', { price: formatMoney(least.amount_minor, least.currency, locale), per: t(`plans.per.${least.interval}`) })}
      </span>
      <Icon name="chevron-right" className="size-4 text-muted" />
    </Link>
  );
}
