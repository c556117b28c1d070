'use server';

import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';

import { CART } from '@/features/cart/paths';
import { isThing, type Thing } from '@/features/cart/things';
import { ApiError, unwrap } from '@/lib/api/errors';
import { done, refused, text, type FormState } from '@/lib/forms';
import { nextPath } from '@/lib/next-path';
import { actingApi, wayToSignIn } from '@/lib/session/server';

import { keepWish } from './kept';
import { WISHES } from './paths';

export interface WishState {
  /** What it is now; undefined as long as nobody has asked. */
  isWished?: boolean;
  /** The API's sentence about why not; empty where there is none. */
  refused?: string;
}

const params = ({ kind, id }: Thing) => ({ params: { path: { kind, public_id: id } } });

/**
 * Put the form's thing by, or give it up where it says so. Visitors sign in first and come back to the form's `path`, and
 * it is put by. Without scripts the list is looked at next.
 */
export async function changeWish(_: WishState, form: FormData): Promise<WishState> {
  const thing = { kind: text(form, 'kind'), id: text(form, 'id') };
  if (!isThing(thing)) return { refused: '' };
  const found = await change(thing, !form.has('gives_up'), nextPath(text(form, 'path'), WISHES));
  if (typeof found === 'string') redirect(found);
  if (found.isWished && !form.has('scripts')) redirect(WISHES);
  return found;
}

async function change(thing: Thing, isWished: boolean, path: string): Promise<WishState | string> {
  try {
    const api = await actingApi();
    unwrap(isWished ? await api.PUT('/api/v1/me/wishes/{kind}/{public_id}', params(thing)) : await api.DELETE('/api/v1/me/wishes/{kind}/{public_id}', params(thing)));
    return { isWished };
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) {
      if (isWished) await keepWish(thing);
      return wayToSignIn(error, path);
    }
    if (error instanceof ApiError && error.status < 500) return { refused: error.message };
    console.error('wish_failed', error);
    return { refused: '' };
  }
}

/** Take the form's thing off the list. */
export async function giveUpWish(_: FormState, form: FormData): Promise<FormState> {
  return onList(form, async (thing) => {
    unwrap(await (await actingApi()).DELETE('/api/v1/me/wishes/{kind}/{public_id}', params(thing)));
  });
}

/** Move the form's thing to the cart, and look at that. */
export async function wishToCart(_: FormState, form: FormData): Promise<FormState> {
  const found = await onList(form, async (thing) => {
    unwrap(await (await actingApi()).POST('/api/v1/me/wishes/{kind}/{public_id}/cart', params(thing)));
  });
  if (found.outcome === 'done') redirect(CART);
  return found;
}

async function onList(form: FormData, act: (thing: Thing) => Promise<void>): Promise<FormState> {
  try {
    await act({ kind: text(form, 'kind'), id: text(form, 'id') });
  } catch (error) {
    return refused(error, form);
  }
  refresh();
  return done();
}
