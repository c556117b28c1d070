import { getFormatter, getLocale, getTranslations } from 'next-intl/server';

import { Link } from '@/i18n/navigation';
import type { WishOut } from '@/lib/api/schema';
import { formatMoney } from '@/lib/money';
import { buttonClass } from '@/ui/button';
import { ButtonForm } from '@/ui/form/button-form';
import { Icon } from '@/ui/icon';
import { Picture } from '@/ui/picture';

import { giveUpWish, wishToCart } from './actions';

/** Refusals that are no bad news: one has it. */
const THEIRS = new Set(['already_learning', 'already_bought', 'own_course']);

/** One thing put by: what it costs now, or why it cannot be bought. */
export async function WishLine({ wish }: { wish: WishOut }) {
  const [t, shop, format, locale] = await Promise.all([getTranslations('wishes'), getTranslations('shop'), getFormatter(), getLocale()]);
  const { title, path, by, price, before, refusal } = wish;
  const sends = { kind: wish.kind, id: wish.id };
  const isGone = refusal?.reason === 'not_found';
  const isTheirs = refusal !== null && THEIRS.has(refusal.reason);
  return (
    <li className="flex gap-4 py-5 sm:gap-6">
      <div className="aspect-video w-28 shrink-0 self-start overflow-hidden rounded-card bg-surface-2 sm:w-44">
        {wish.picture && <Picture picture={wish.picture} alt="" sizes="11rem" className={`size-full object-cover ${refusal ? 'opacity-60' : ''}`} />}
      </div>
      <div className="min-w-0 flex-1">
        <h2 className="font-sans text-base font-semibold tracking-normal break-words text-ink sm:text-lg">
          {path ? (
            <Link href={path} prefetch={false} className="underline-offset-4 hover:underline">
              {title}
            </Link>
          ) : (
            title
          )}
        </h2>
        {by.length > 0 && <p className="mt-1 text-sm break-words text-muted">{shop('by', { name: format.list(by) })}</p>}
        {refusal && (
          <p className={`mt-2 flex gap-2 text-sm ${isTheirs ? 'text-muted' : 'text-warning'}`}>
            <Icon name={isTheirs ? 'info' : 'warning'} />
            {isGone ? t('notOffered') : refusal.message}
          </p>
        )}
        {price && (
          <p className="mt-2 font-semibold text-ink">
            {wish.is_chosen ? shop('payWhatYouWant') : price.amount_minor ? formatMoney(price.amount_minor, price.currency, locale) : shop('free')}{' '}
            {before && (
              <del className="text-sm font-medium text-muted">
                <span className="sr-only">{t('insteadOf')} </span>
                {formatMoney(before.amount_minor, before.currency, locale)}
              </del>
            )}
          </p>
        )}
        <div className="mt-3 flex flex-wrap items-start gap-2">
          {price && price.amount_minor > 0 && (
            <ButtonForm action={wishToCart} sends={sends} label={t('toCartThis', { title })}>
              {t('toCart')}
            </ButtonForm>
          )}
          {price?.amount_minor === 0 && path && (
            <Link href={path} prefetch={false} className={buttonClass('outline')}>
              {t('look')}
            </Link>
          )}
          <ButtonForm action={giveUpWish} sends={sends} look="quiet" label={t('removeThis', { title })}>
            {t('remove')}
          </ButtonForm>
        </div>
      </div>
    </li>
  );
}
