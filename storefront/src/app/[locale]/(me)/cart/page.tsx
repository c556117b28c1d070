import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

import { findCart } from '@/features/cart/api';
import { CartView } from '@/features/cart/cart-view';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('cart'))('title') };
}

/** What one means to buy; visitors have a cart too. */
export default async function CartPage() {
  return <CartView {...await findCart()} />;
}
