import { getTranslations } from 'next-intl/server';

import { cancelOrder } from '@/features/orders/actions';
import { orderPath } from '@/features/orders/paths';
import { Link } from '@/i18n/navigation';
import type { CartOut } from '@/lib/api/schema';
import { buttonClass } from '@/ui/button';
import { Empty } from '@/ui/empty';
import { ButtonForm } from '@/ui/form/button-form';
import { Icon } from '@/ui/icon';

import { takeCartOver } from './actions';
import { CartLine } from './cart-line';
import { CartWatch } from './cart-watch';
import { LeftOut } from './currencies';
import { Sum } from './sum';

interface Props {
  cart: CartOut;
  isMine: boolean;
  /** How many things lie in the browser still. */
  left: number;
}

/** What lies in the cart, what stands in the way of buying it, and the way on. */
export async function CartView({ cart, isMine, left }: Props) {
  const t = await getTranslations('cart');
  const { order } = cart;
  return (
    <div className="container-page py-8 sm:py-12 lg:py-16">
      <CartWatch holds={cart.lines.map(({ id }) => id).join()} />
      <h1 className="title-own">{t('title')}</h1>
      {left > 0 && (
        <Notice text={t('left', { count: left })}>
          <ButtonForm action={takeCartOver}>{t('bring')}</ButtonForm>
        </Notice>
      )}
      {order && !order.is_this_cart && (
        <Notice text={t('underWay', { titles: order.titles.join(', '), number: order.number })}>
          <Link href={orderPath(order.id)} prefetch={false} className={buttonClass('primary')}>
            {t('goOn')}
          </Link>
          <ButtonForm action={cancelOrder} sends={{ order: order.id }}>
            {t('callOff')}
          </ButtonForm>
        </Notice>
      )}
      <LeftOut cart={cart} />
      {cart.lines.length ? (
        <div className="mt-8 grid gap-x-16 gap-y-10 lg:mt-10 lg:grid-cols-[minmax(0,1fr)_21rem]">
          <ul className="divide-y divide-hairline self-start border-y border-hairline">
            {cart.lines.map((line) => (
              <CartLine key={line.id} line={line} />
            ))}
          </ul>
          <Sum cart={cart} isMine={isMine} />
        </div>
      ) : (
        <Empty icon="cart" title={t('empty')} text={t(isMine ? 'emptyText' : 'emptyVisitor')}>
          <Link href="/courses" className={buttonClass('accent')}>
            {t('findCourses')}
          </Link>
        </Empty>
      )}
    </div>
  );
}

function Notice({ text, children }: { text: string; children: React.ReactNode }) {
  return (
    <div role="status" className="mt-8 rounded-card bg-warning-soft p-5">
      <p className="flex gap-3 text-warning">
        <Icon name="warning" />
        {text}
      </p>
      <div className="mt-4 flex flex-wrap gap-3 sm:ms-8">{children}</div>
    </div>
  );
}
