import { getLocale, getTranslations } from 'next-intl/server';

import { currencyName } from '@/features/currency/currency';
import type { CartOut } from '@/lib/api/schema';
import { ButtonForm } from '@/ui/form/button-form';
import { Icon } from '@/ui/icon';

import { payIn } from './actions';

/** Where something here is not sold in the currency of the cart: in which everything is, or that none is. */
export async function LeftOut({ cart }: { cart: CartOut }) {
  if (!cart.lines.some(({ refusal }) => refusal?.reason === 'not_in_currency')) return null;
  const [t, locale] = await Promise.all([getTranslations('cart'), getLocale()]);
  const all = cart.currencies.filter(({ buys_all }) => buys_all);
  return (
    <div role="status" className="mt-8 rounded-card bg-warning-soft p-5">
      <p className="flex gap-3 text-warning">
        <Icon name="warning" />
        {t(all.length ? 'notAllInThis' : 'notAllInAny', { currency: cart.currency ? currencyName(cart.currency, locale) : '' })}
      </p>
      {all.length > 0 && (
        <div className="mt-4 flex flex-wrap gap-3 sm:ms-8">
          {all.map(({ code }) => (
            <ButtonForm key={code} action={payIn} sends={{ currency: code }}>
              {t('payAllIn', { currency: currencyName(code, locale) })}
            </ButtonForm>
          ))}
        </div>
      )}
    </div>
  );
}

/** The other currencies in which what lies here can be paid. */
export async function OtherCurrencies({ cart }: { cart: CartOut }) {
  const [t, locale] = await Promise.all([getTranslations('cart'), getLocale()]);
  const others = cart.currencies.filter(({ code }) => code !== cart.currency);
  if (!cart.currency || !others.length) return null;
  return (
    <details className="group mt-2 text-sm">
      <summary className="flex min-h-11 cursor-pointer items-center gap-2 font-semibold text-ink underline-offset-4 hover:underline">
        <Icon name="chevron-right" className="size-4 group-open:rotate-90 motion-safe:transition-transform" />
        {t('inCurrency', { currency: currencyName(cart.currency, locale) })}
      </summary>
      <div className="flex flex-wrap gap-2 pb-2">
        {others.map(({ code }) => (
          <ButtonForm key={code} action={payIn} sends={{ currency: code }} look="outline" label={t('payIn', { currency: currencyName(code, locale) })}>
            {code}
          </ButtonForm>
        ))}
      </div>
    </details>
  );
}
