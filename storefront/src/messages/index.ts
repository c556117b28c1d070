import type { Locale } from 'next-intl';

import account from './en/account.json';
import blocks from './en/blocks.json';
import frame from './en/frame.json';
import learn from './en/learn.json';
import pages from './en/pages.json';
import player from './en/player.json';
import shop from './en/shop.json';

const en = { account, blocks, frame, learn, pages, player, shop };

/** Every message by area. English is the form that the other languages fill. */
export type Messages = typeof en;

const byLocale: Record<Locale, () => Promise<Messages>> = { en: () => Promise.resolve(en) };

export function messagesOf(locale: Locale): Promise<Messages> {
  return byLocale[locale]();
}
