'use server';

import { redirect } from 'next/navigation';

import { orderThing } from '@/features/orders/ordering';
import type { BuyState } from '@/features/orders/actions';
import { text } from '@/lib/forms';

import { bundlePath } from './paths';

const SLUG = /^[\w-]+$/;

/** Order what is left of the form's bundle at the price that was shown, and look at the order. Visitors sign in first and come back. */
export async function buyBundle(_: BuyState, form: FormData): Promise<BuyState> {
  const slug = text(form, 'bundle');
  // An action may be called with anything; the API looks at the rest.
  if (!SLUG.test(slug)) return { refused: '' };
  const price = { amount_minor: Number(text(form, 'amount_minor')), currency: text(form, 'currency') };
  const target = await orderThing({ kind: 'bundle', id: text(form, 'id'), price }, bundlePath(slug));
  return typeof target === 'string' ? redirect(target) : target;
}
