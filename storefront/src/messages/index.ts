import type { Locale } from 'next-intl';

import account from './en/account.json';
import assignment from './en/assignment.json';
import blocks from './en/blocks.json';
import bundles from './en/bundles.json';
import cart from './en/cart.json';
import certificates from './en/certificates.json';
import errors from './en/errors.json';
import forms from './en/forms.json';
import frame from './en/frame.json';
import gift from './en/gift.json';
import learn from './en/learn.json';
import offline from './en/offline.json';
import pages from './en/pages.json';
import peers from './en/peers.json';
import plans from './en/plans.json';
import player from './en/player.json';
import quiz from './en/quiz.json';
import session from './en/session.json';
import shop from './en/shop.json';

const en = { account, assignment, blocks, bundles, cart, certificates, errors, forms, frame, gift, learn, offline, pages, peers, plans, player, quiz, session, shop };

/** Every message by area. English is the form that the other languages fill. */
export type Messages = typeof en;

const byLocale: Record<Locale, () => Promise<Messages>> = { en: () => Promise.resolve(en) };

export function messagesOf(locale: Locale): Promise<Messages> {
  return byLocale[locale]();
}
