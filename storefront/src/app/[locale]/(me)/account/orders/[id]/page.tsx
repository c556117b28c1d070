import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';

import { MissingPage } from '@/features/frame/missing-page';
import { givingBack, myOrder } from '@/features/orders/api';
import { OrderView } from '@/features/orders/order-view';
import { orderPath } from '@/features/orders/paths';
import type { PersonalApi } from '@/lib/api/http';
import { asPerson } from '@/lib/session/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account'))('order') };
}

const ID = /^[\da-f-]{36}$/i;

/** One order: what it is, how it stands, and what to do next. One comes back here from the payment provider. */
export default async function OrderPage({ params, searchParams }: PageProps<'/[locale]/account/orders/[id]'>) {
  const [{ id }, { payment }, locale] = await Promise.all([params, searchParams, getLocale()]);
  const found = ID.test(id) ? await asPerson(orderPath(id), (api) => withGivingBack(api, id)) : null;
  if (!found) return <MissingPage />;
  return <OrderView order={found.order} lines={found.lines} locale={locale} problem={!found.isSettled || payment === 'failed'} />;
}

async function withGivingBack(api: PersonalApi, id: string) {
  const mine = await myOrder(api, id);
  return mine && { ...mine, lines: await givingBack(api, mine.order) };
}
