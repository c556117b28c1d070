import { getTranslations } from 'next-intl/server';

import { Given } from '@/features/gifts/given';
import { Link } from '@/i18n/navigation';
import type { GivingBackOut, OrderOut } from '@/lib/api/schema';
import { formatMoney } from '@/lib/money';
import { buttonClass } from '@/ui/button';
import { ButtonForm } from '@/ui/form/button-form';
import { Icon } from '@/ui/icon';
import { Moment } from '@/ui/moment';

import { cancelOrder } from './actions';
import { GivingBack } from './giving-back';
import { OrderLine } from './order-line';
import { Papers } from './papers';
import { Tax } from './tax';
import { ORDERS, payPath } from './paths';

interface Props {
  order: OrderOut;
  /** What of it may be given back. */
  lines: GivingBackOut[];
  locale: string;
  /** Whether the payment provider did not answer just now. */
  problem: boolean;
}

export async function OrderView({ order, lines, locale, problem }: Props) {
  const t = await getTranslations('account');
  const money = (amount: number) => formatMoney(amount, order.currency, locale);
  const isPending = order.state === 'pending';
  const isGift = order.lines.every((line) => line.gift);
  const own = order.lines.filter(({ gift, is_delivered: isDelivered }) => isDelivered && !gift);
  const isUnderWay = order.refunds.some(isGoingBack);
  const state = order.state !== 'paid' ? order.state : goesBackWhole(order) ? 'returning' : isGift ? 'given' : 'paid';
  return (
    <>
      <Link href={ORDERS} prefetch={false} className="-ms-1 mb-4 inline-flex min-h-11 items-center gap-1 text-sm font-medium text-ink underline-offset-4 hover:underline">
        <Icon name="chevron-left" className="size-4" />
        {t('orders')}
      </Link>
      <p className="text-sm text-muted">
        {t('orderNumber', { number: order.number })} · <Moment at={order.placed_at} as="day" />
      </p>
      <h1 className="title-own mt-2">{t(`orderTitles.${state}`, { count: own.length })}</h1>
      <p className="mt-4 leading-relaxed">{t(`orderLeads.${state}`)}</p>
      {problem && isPending && (
        <p role="alert" className="mt-6 flex gap-3 rounded-card bg-warning-soft p-4 text-sm text-warning">
          <Icon name="warning" />
          {t('providerSilent')}
        </p>
      )}
      <ul className="mt-8 divide-y divide-hairline border-y border-hairline">
        {order.lines.map((line) => (
          <OrderLine key={line.id} line={line} money={money} />
        ))}
        {bundlesOf(order).map(({ name, price_minor, total_minor }) => (
          <li key={name} className="flex gap-4 py-5">
            <span className="min-w-0 flex-1 break-words">{t('bundle', { name })}</span>
            <span>−{money(price_minor - total_minor)}</span>
          </li>
        ))}
        {order.coupon && (
          <li className="flex gap-4 py-5">
            <span className="flex-1 break-all">{t('coupon', { code: order.coupon })}</span>
            <span>−{money(order.lines.reduce((sum, line) => sum + (line.bundle ? 0 : line.discount_minor), 0))}</span>
          </li>
        )}
        <li className="py-5">
          <p className="flex gap-4 font-semibold text-ink">
            <span className="flex-1">{t('total')}</span>
            <span>{money(order.total_minor)}</span>
          </p>
          <Tax order={order} locale={locale} />
        </li>
      </ul>
      {isUnderWay && <p className="mt-4 text-sm">{t('refundUnderWay')}</p>}
      {isPending && <ToPay order={order} pay={t('pay', { total: money(order.total_minor) })} />}
      {state === 'paid' && <ToLearn lines={own} />}
      {order.state === 'cancelled' && order.lines[0]?.path && (
        <Link href={order.lines[0].path} className={`${buttonClass('outline')} mt-8`}>
          {t('backToTheCourse')}
        </Link>
      )}
      {order.state !== 'cancelled' && order.lines.map(({ gift }) => gift && <Given key={gift.id} gift={gift} locale={locale} />)}
      <Papers order={order} />
      <GivingBack order={order} lines={lines} locale={locale} />
    </>
  );
}

/** The bundles of the order, each once. */
function bundlesOf(order: OrderOut): NonNullable<OrderOut['lines'][number]['bundle']>[] {
  const found = new Map(order.lines.flatMap(({ bundle }) => (bundle ? [[bundle.name, bundle] as const] : [])));
  return [...found.values()];
}

function isGoingBack(refund: OrderOut['refunds'][number]): boolean {
  return refund.state === 'intended' || refund.state === 'pending';
}

/** Whether nothing of what was paid will be left once everything that is under way has arrived. */
function goesBackWhole(order: OrderOut): boolean {
  const goingBack = order.refunds.filter(isGoingBack).reduce((sum, refund) => sum + refund.amount_minor, 0);
  const back = order.lines.reduce((sum, line) => sum + line.refunded_minor, 0);
  return goingBack > 0 && back + goingBack >= order.total_minor;
}

/** To what was bought and not given back: to the one course, or to where all of them stand. */
async function ToLearn({ lines }: { lines: OrderOut['lines'] }) {
  const t = await getTranslations('account');
  const [first, ...others] = lines.filter(({ path }) => path);
  if (!first?.path) return null;
  return (
    <Link href={others.length ? '/learning' : first.path} prefetch={false} className={`${buttonClass('accent')} mt-8`}>
      <Icon name="play" />
      {t(others.length ? 'toMyLearning' : 'toTheCourse')}
    </Link>
  );
}

async function ToPay({ order, pay }: { order: OrderOut; pay: string }) {
  const t = await getTranslations('account');
  return (
    <>
      <div className="mt-8 flex flex-wrap items-start gap-4 max-sm:flex-col max-sm:items-stretch max-sm:[&_button]:w-full">
        {/* It answers with the way to another site: a link of the browser's own, not of the router's. */}
        <a href={payPath(order.id)} className={buttonClass('accent')}>
          <Icon name="lock" />
          {pay}
        </a>
        <ButtonForm action={cancelOrder} sends={{ order: order.id }} look="quiet">
          {t('cancelOrder')}
        </ButtonForm>
      </div>
      <p className="mt-4 text-sm text-muted">{t('payNote')}</p>
    </>
  );
}
