import { getLocale, getTranslations } from 'next-intl/server';

import { Link } from '@/i18n/navigation';
import type { CartOut } from '@/lib/api/schema';
import { formatMoney } from '@/lib/money';
import { signInPath } from '@/lib/next-path';
import { buttonClass } from '@/ui/button';

import { Checkout } from './checkout';
import { Coupon } from './coupon';
import { OtherCurrencies } from './currencies';
import { CART } from './paths';

/** What it costs together, less a coupon, and the next step. */
export async function Sum({ cart, isMine }: { cart: CartOut; isMine: boolean }) {
  const [t, locale] = await Promise.all([getTranslations('cart'), getLocale()]);
  const things = cart.lines.flatMap(({ kind, id, price, choice, refusal }) => {
    if (!price || refusal) return [];
    return [choice ? { kind, id, amount: price } : { kind, id, price }];
  });
  const { total } = cart;
  if (!total) {
    return (
      <aside aria-label={t('sum')} className="self-start rounded-card bg-surface p-6 lg:sticky lg:top-24">
        <p>{t('nothingToBuy')}</p>
      </aside>
    );
  }
  const money = (amount: number) => formatMoney(amount, total.currency, locale);
  const isBlocked = cart.order !== null && !cart.order.is_this_cart;
  const lowers = cart.coupon && !cart.coupon.refusal ? cart.coupon : null;
  const buy = total.amount_minor ? t('buy', { total: money(total.amount_minor) }) : t('take');
  return (
    <aside aria-label={t('sum')} className="self-start rounded-card bg-surface p-6 lg:sticky lg:top-24">
      {lowers && (
        <dl className="mb-3 space-y-1 text-sm">
          <div className="flex justify-between gap-4">
            <dt>{t('before')}</dt>
            <dd>{money(total.amount_minor + lowers.discount_minor)}</dd>
          </div>
          <div className="flex justify-between gap-4">
            <dt className="break-all">{t('couponLine', { code: lowers.code })}</dt>
            <dd className="whitespace-nowrap">−{money(lowers.discount_minor)}</dd>
          </div>
        </dl>
      )}
      <p className="flex items-baseline justify-between gap-4">
        <span>{things.some(({ kind }) => kind === 'bundle') ? t('together') : t('total', { count: things.length })}</span>
        <span className="font-display text-3xl font-extrabold tracking-tight text-ink">{money(total.amount_minor)}</span>
      </p>
      {cart.tax !== 'off' && total.amount_minor > 0 && <p className="mt-1 text-sm text-muted">{t(`tax.${cart.tax}`)}</p>}
      <div className="mt-5">
        {isMine ? (
          !isBlocked && <Checkout cart={{ things, total, coupon: lowers?.code ?? '' }} labels={{ buy, buying: t('buying'), failed: t('failed') }} />
        ) : (
          <>
            <Link href={signInPath(CART)} prefetch={false} className={`${buttonClass('accent')} w-full`}>
              {t('signIn')}
            </Link>
            <Link href={`/sign-up?next=${encodeURIComponent(CART)}`} prefetch={false} className={`${buttonClass('outline')} mt-3 w-full`}>
              {t('signUp')}
            </Link>
          </>
        )}
      </div>
      {!cart.order && <Coupon coupon={cart.coupon} />}
      {!cart.order && <OtherCurrencies cart={cart} />}
      <p className="mt-4 text-sm text-muted">{t(isBlocked ? 'blockedNote' : isMine ? 'payNote' : 'visitorNote')}</p>
    </aside>
  );
}
