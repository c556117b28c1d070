import 'server-only';

import { getLocale, getTranslations } from 'next-intl/server';

import { getSite } from '@/features/site/api';

import { currencyName } from './currency';

/** What the switch of currencies shows. */
export async function currencySwitch() {
  const [t, locale, site] = await Promise.all([getTranslations('frame'), getLocale(), getSite()]);
  return {
    currencies: site.currencies.map((code) => ({ code, name: currencyName(code, locale) })),
    labels: { currency: t('currency'), asSold: t('currencyAsSold') },
  };
}
