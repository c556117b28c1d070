import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';

import { PageHead } from '@/features/account/page-head';
import { myOrders } from '@/features/orders/api';
import { orderPath, ORDERS } from '@/features/orders/paths';
import { Link } from '@/i18n/navigation';
import type { OrderOut } from '@/lib/api/schema';
import { formatMoney } from '@/lib/money';
import { asPerson } from '@/lib/session/server';
import { buttonClass } from '@/ui/button';
import { Empty } from '@/ui/empty';
import { Icon } from '@/ui/icon';
import { Moment } from '@/ui/moment';
import { Picture } from '@/ui/picture';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account'))('orders') };
}

export default async function OrdersPage({ searchParams }: PageProps<'/[locale]/account/orders'>) {
  const { cursor: given } = await searchParams;
  const cursor = typeof given === 'string' ? given : undefined;
  const [t, locale, { results, next_cursor }] = await Promise.all([
    getTranslations('account'),
    getLocale(),
    asPerson(ORDERS, (api) => myOrders(api, cursor)),
  ]);
  return (
    <>
      <PageHead title={t('orders')} lead={t('ordersLead')} />
      {!results.length && (
        <Empty icon="file" title={t('noOrders')} text={t('noOrdersText')}>
          <Link href="/courses" className={buttonClass('accent')}>
            {t('findCourses')}
          </Link>
        </Empty>
      )}
      {results.length > 0 && (
        <ul className="divide-y divide-hairline border-y border-hairline">
          {results.map((order) => (
            <li key={order.id}>
              <Link href={orderPath(order.id)} prefetch={false} className="flex items-center gap-4 py-5 hover:text-accent-text">
                <FirstPicture lines={order.lines} />
                <span className="min-w-0 flex-1">
                  {order.lines.map((line) => (
                    <span key={line.id} className="mb-1 block font-semibold break-words text-ink">
                      {line.title}
                    </span>
                  ))}
                  <span className="block text-sm text-muted">
                    <span className={order.state === 'pending' ? 'font-semibold text-warning' : ''}>{t(`orderStates.${order.state}`)}</span> ·{' '}
                    <Moment at={order.placed_at} as="day" />
                  </span>
                </span>
                <span className="font-semibold text-ink">{formatMoney(order.total_minor, order.currency, locale)}</span>
                <Icon name="chevron-right" className="size-5 text-muted" />
              </Link>
            </li>
          ))}
        </ul>
      )}
      {next_cursor && (
        <Link href={{ pathname: ORDERS, query: { cursor: next_cursor } }} prefetch={false} className={`${buttonClass('outline')} mt-8`}>
          {t('olderOrders')}
        </Link>
      )}
    </>
  );
}

/** What the first thing of an order looks like that looks like something. */
function FirstPicture({ lines }: Pick<OrderOut, 'lines'>) {
  const picture = lines.find((line) => line.picture)?.picture;
  if (!picture) return null;
  return (
    <span className="block aspect-video w-24 shrink-0 self-start overflow-hidden rounded-card bg-surface-2 sm:w-36">
      <Picture picture={picture} alt="" sizes="9rem" className="size-full object-cover" />
    </span>
  );
}
