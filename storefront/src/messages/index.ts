import type { Locale } from 'next-intl';

import account from './en/account.json';
import ahead from './en/ahead.json';
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
import notes from './en/notes.json';
import offline from './en/offline.json';
import pages from './en/pages.json';
import paths from './en/paths.json';
import peers from './en/peers.json';
import plans from './en/plans.json';
import player from './en/player.json';
import practice from './en/practice.json';
import questions from './en/questions.json';
import quiz from './en/quiz.json';
import session from './en/session.json';
import shop from './en/shop.json';
import wishes from './en/wishes.json';

const en = { account, ahead, assignment, blocks, bundles, cart, certificates, errors, forms, frame, gift, learn, notes, offline, pages, paths, peers, plans, player, practice, questions, quiz, session, shop, wishes };

/** Every message by area. English is the form that the other languages fill. */
export type Messages = typeof en;

const byLocale: Record<Locale, () => Promise<Messages>> = { en: () => Promise.resolve(en) };

export function messagesOf(locale: Locale): Promise<Messages> {
  return byLocale[locale]();
}
