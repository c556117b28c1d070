import { getTranslations } from 'next-intl/server';

import { Icon, type IconName } from '@/ui/icon';
import { NavLink } from '@/ui/nav-link';

export const ACCOUNT_PAGES = [
  { href: '/account/profile', name: 'profile', icon: 'person' },
  { href: '/account/work', name: 'work', icon: 'pencil' },
  { href: '/account/paths', name: 'paths', icon: 'level' },
  { href: '/account/practice', name: 'practice', icon: 'calendar' },
  { href: '/account/notes', name: 'notes', icon: 'chat' },
  { href: '/account/certificates', name: 'certificates', icon: 'award' },
  { href: '/account/wishes', name: 'wishes', icon: 'heart' },
  { href: '/account/plan', name: 'plan', icon: 'check' },
  { href: '/account/orders', name: 'orders', icon: 'file' },
  { href: '/account/security', name: 'security', icon: 'shield' },
  { href: '/account/preferences', name: 'preferences', icon: 'settings' },
  { href: '/account/roles', name: 'roles', icon: 'users' },
  { href: '/account/terms', name: 'terms', icon: 'list' },
] as const satisfies { href: string; name: string; icon: IconName }[];

/** The pages of the account, beside the open one where there is room. */
export async function AccountNav() {
  const t = await getTranslations('account');
  const look =
    'flex min-h-11 items-center gap-3 rounded-full px-4 text-sm font-medium text-ink hover:bg-surface-2 ' +
    'aria-[current=page]:bg-surface-2 aria-[current=page]:font-semibold';
  return (
    <nav aria-label={t('nav')} className="hidden lg:block">
      <ul className="sticky top-24 max-h-[calc(100dvh-7rem)] space-y-1 overflow-y-auto">
        <li>
          <NavLink href="/account" exact className={look}>
            <Icon name="home" className="size-5 text-muted" />
            {t('overview')}
          </NavLink>
        </li>
        {ACCOUNT_PAGES.map(({ href, name, icon }) => (
          <li key={href}>
            <NavLink href={href} className={look}>
              <Icon name={icon} className="size-5 text-muted" />
              {t(name)}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
