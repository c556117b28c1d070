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

/** The links of the header. Groups of the editor's stand here link by link; without a menu there are the two main lists. */
export async function headerLinks(): Promise<MenuLink[]> {
  const [{ header }, t] = await Promise.all([getSite(), getTranslations('frame')]);
  const links = header.flatMap((entry) => (entry.type === 'group' ? entry.value.links : [entry.value]));
  if (links.length) return links;
  return [
    { label: t('courses'), url: '/courses' },
    { label: t('producers'), url: '/artists' },
  ];
}

/** The columns of the footer. */
export async function footerGroups(): Promise<MenuGroup[]> {
  const [{ footer }, t, links] = await Promise.all([getSite(), getTranslations('frame'), headerLinks()]);
  return footer.length ? footer.map(({ value }) => value) : [{ heading: t('discover'), links }];
}
