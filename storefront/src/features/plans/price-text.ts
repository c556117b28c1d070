import { getLocale, getTranslations } from 'next-intl/server';

import type { PlanPriceOut } from '@/lib/api/schema';
import { formatMoney } from '@/lib/money';

/** A price with its rhythm: €19 a month. */
export async function priceText({ amount_minor, currency, interval }: PlanPriceOut): Promise<string> {
  const [t, locale] = await Promise.all([getTranslations('plans'), getLocale()]);
  return t('mine.price', { price: formatMoney(amount_minor, currency, locale), per: t(`per.${interval}`) });
}
