import { getFormatter, getTranslations } from 'next-intl/server';

import { Link } from '@/i18n/navigation';
import type { OrderOut } from '@/lib/api/schema';
import { Picture } from '@/ui/picture';

interface Props {
  line: OrderOut['lines'][number];
  money: (amount: number) => string;
}

/** One thing of an order: what it looks like, who teaches it, and what it cost. */
export async function OrderLine({ line, money }: Props) {
  const [t, shop, format] = await Promise.all([getTranslations('account'), getTranslations('shop'), getFormatter()]);
  const { picture, by, before_minor: before } = line;
  return (
    <li className="flex gap-4 py-5 sm:gap-6">
      {picture && (
        <div className="aspect-video w-24 shrink-0 self-start overflow-hidden rounded-card bg-surface-2 sm:w-36">
          <Picture picture={picture} alt="" sizes="9rem" className="size-full object-cover" />
        </div>
      )}
      <div className="flex min-w-0 flex-1 flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <div className="min-w-0 basis-56 grow text-sm">
          <p className="text-base font-semibold break-words text-ink">
            {line.path ? (
              <Link href={line.path} prefetch={false} className="underline-offset-4 hover:underline">
                {line.title}
              </Link>
            ) : (
              line.title
            )}
          </p>
          {by.length > 0 && <p className="mt-1 break-words text-muted">{shop('by', { name: format.list(by) })}</p>}
          {line.bundle && <p className="mt-1 text-muted">{t('inBundle', { name: line.bundle.name })}</p>}
          {before !== null && <p className="mt-1 text-accent-text">{t('inSale', { amount: money(before - line.price_minor) })}</p>}
          {line.refusal && <p className="mt-1 text-warning">{t('notDelivered')}</p>}
          {line.refunded_minor > 0 && <p className="mt-1">{t('givenBack', { amount: money(line.refunded_minor) })}</p>}
        </div>
        <p className="whitespace-nowrap">
          {before !== null && (
            <>
              <del className="text-sm text-muted">{money(before)}</del>{' '}
            </>
          )}
          {money(line.price_minor)}
        </p>
      </div>
    </li>
  );
}
