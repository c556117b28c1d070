import { getLocale, getTranslations } from 'next-intl/server';

import { Link } from '@/i18n/navigation';
import { Icon } from '@/ui/icon';

import { getPlans } from './api';
import { PLANS } from './paths';
import { LeastPlanPrice } from './plan-offer';
import { leastPrice } from './saving';

/** On a course with a price that plans open too: from what one may have it that way. */
export async function PlansHint() {
  const [{ results }, t, locale] = await Promise.all([getPlans(), getTranslations(), getLocale()]);
  if (!leastPrice(results)) return null;
  const plans = results.map(({ prices }) => ({ prices }));
  const per = { month: t('plans.per.month'), year: t('plans.per.year') };
  return (
    <Link
      href={PLANS}
      className="mt-4 flex min-h-11 items-center gap-3 rounded-card border border-hairline px-4 py-3 text-sm font-medium text-ink hover:border-control max-lg:mt-0 max-lg:mb-6"
    >
      <Icon name="check" className="size-5 text-accent-text" />
      <span className="min-w-0 flex-1">
        <LeastPlanPrice plans={plans} text={t('shop.join.inPlans', { price: '#', per: '@' })} per={per} locale={locale} />
      </span>
      <Icon name="chevron-right" className="size-4 text-muted" />
    </Link>
  );
}
