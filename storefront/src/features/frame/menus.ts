import 'server-only';

import { getTranslations } from 'next-intl/server';

import { getSite } from '@/features/site/api';

export interface MenuLink {
  label: string;
  url: string;
}
export interface MenuGroup {
  heading: string;
  links: MenuLink[];
}

export type MenuEntry = MenuLink | MenuGroup;

export const isGroup = (entry: MenuEntry): entry is MenuGroup => 'links' in entry;

/** What stands in the header: links, and groups that open to their links. Without a menu there are the two main lists. */
export async function headerMenu(): Promise<MenuEntry[]> {
  const [{ header }, t] = await Promise.all([getSite(), getTranslations('frame')]);
  if (header.length) return header.map(({ value }) => value);
  return [
    { label: t('courses'), url: '/courses' },
    { label: t('producers'), url: '/artists' },
  ];
}

/** The columns of the footer. */
export async function footerGroups(): Promise<MenuGroup[]> {
  const [{ footer }, t, menu] = await Promise.all([getSite(), getTranslations('frame'), headerMenu()]);
  if (footer.length) return footer.map(({ value }) => value);
  return [{ heading: t('discover'), links: menu.flatMap((entry) => (isGroup(entry) ? entry.links : [entry])) }];
}
