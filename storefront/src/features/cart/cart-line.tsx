import { getFormatter, getLocale, getTranslations } from 'next-intl/server';

import { Link } from '@/i18n/navigation';
import type { CartLineOut } from '@/lib/api/schema';
import { formatMoney } from '@/lib/money';
import { ButtonForm } from '@/ui/form/button-form';
import { Icon } from '@/ui/icon';
import { Picture } from '@/ui/picture';

import { removeFromCart } from './actions';
import { AmountForm } from './amount-form';

/** One thing in the cart: what it costs, or why it cannot be bought. */
export async function CartLine({ line }: { line: CartLineOut }) {
  const [t, shop, format, locale] = await Promise.all([getTranslations('cart'), getTranslations('shop'), getFormatter(), getLocale()]);
  const title = line.title || t('gone');
  const { price, choice, by } = line;
  const before = line.refusal ? null : line.before;
  const isOfAmount = line.refusal?.reason.startsWith('amount_') ?? false;
  const money = (minor: number) => formatMoney(minor, price?.currency ?? '', locale);
  return (
    <li className="flex gap-4 py-5 sm:gap-6">
      <div className="aspect-video w-28 shrink-0 self-start overflow-hidden rounded-card bg-surface-2 sm:w-44">
        {line.picture && <Picture picture={line.picture} alt="" sizes="11rem" className={`size-full object-cover ${line.refusal ? 'opacity-60' : ''}`} />}
      </div>
      <div className="flex min-w-0 flex-1 flex-col gap-x-6 gap-y-1 sm:flex-row">
        <div className="min-w-0 flex-1">
          <h2 className="font-sans text-base font-semibold tracking-normal break-words text-ink sm:text-lg">
            {line.path ? (
              <Link href={line.path} prefetch={false} className="underline-offset-4 hover:underline">
                {title}
              </Link>
            ) : (
              title
            )}
          </h2>
          {by.length > 0 && <p className="mt-1 text-sm break-words text-muted">{shop('by', { name: format.list(by) })}</p>}
          {price && choice && (!line.refusal || isOfAmount) && (
            <AmountForm
              line={{ ...line, title, price }}
              locale={locale}
              refused={isOfAmount ? line.refusal?.message : undefined}
              labels={{
                amount: t('amount'),
                change: t('changeAmount'),
                hint: t(choice.least_minor ? 'amountFrom' : 'amountFree', { least: money(choice.least_minor), suggested: money(choice.suggested_minor) }),
              }}
            />
          )}
          {line.refusal && !isOfAmount && (
            <p className="mt-2 flex gap-2 text-sm text-warning">
              <Icon name="warning" />
              {line.refusal.reason === 'not_found' ? t('notOffered') : line.refusal.reason === 'not_in_currency' ? t('notInThis') : line.refusal.message}
            </p>
          )}
        </div>
        {line.price && (
          <p className={`font-semibold sm:text-end ${line.refusal ? 'text-muted' : 'text-ink'}`}>
            {line.price.amount_minor ? money(line.price.amount_minor) : t('free')}{' '}
            {before && (
              <>
                <del className="text-sm font-medium text-muted">
                  <span className="sr-only">{t('insteadOf')} </span>
                  {money(before.amount_minor)}
                </del>
                <span className="block text-sm text-accent-text">{t('saves', { amount: money(before.amount_minor - line.price.amount_minor) })}</span>
              </>
            )}
          </p>
        )}
        <div className="-ms-5 sm:ms-0 sm:-me-5 sm:-mt-2.5">
          <ButtonForm action={removeFromCart} sends={{ kind: line.kind, id: line.id }} look="quiet" label={t('removeThis', { title })}>
            {t('remove')}
          </ButtonForm>
        </div>
      </div>
    </li>
  );
}
