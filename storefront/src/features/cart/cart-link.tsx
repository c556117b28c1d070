'use client';

import { Link } from '@/i18n/navigation';
import { Icon } from '@/ui/icon';

import { CART } from './paths';
import { useCart } from './use-cart';

/** The way to the cart, with how many things lie in it once that is known. */
export function CartLink({ labels }: { labels: { cart: string; inIt: string } }) {
  const count = useCart().length;
  return (
    <Link href={CART} prefetch={false} className="relative grid size-11 place-items-center rounded-full text-ink hover:bg-surface-2">
      <Icon name="cart" />
      <span className="sr-only">{labels.cart}</span>
      {count > 0 && (
        <span className="absolute end-0 top-0 min-w-5 rounded-full bg-accent px-1 text-center text-xs leading-5 font-bold text-on-accent">
          {count}
          <span className="sr-only"> {labels.inIt}</span>
        </span>
      )}
    </Link>
  );
}
