import { getTranslations } from 'next-intl/server';

import { CartLink } from '@/features/cart/cart-link';
import { CurrencySwitch } from '@/features/currency/currency-switch';
import { currencySwitch } from '@/features/currency/labels';
import { PersonMenu } from '@/features/session/person-menu';
import { Link } from '@/i18n/navigation';
import { Icon } from '@/ui/icon';
import { Wordmark } from '@/ui/wordmark';

import { headerMenu, isGroup, type MenuEntry } from './menus';
import { NavGroup } from './nav-group';
import { NavLink } from './nav-link';
import { PhoneMenu } from './phone-menu';
import { themeLabels } from './theme-labels';
import { ThemeSwitch } from './theme-switch';

export async function SiteHeader() {
  const [t, menu, theme, currency] = await Promise.all([getTranslations('frame'), headerMenu(), themeLabels(), currencySwitch()]);
  const person = (
    <PersonMenu
      labels={{
        signIn: t('signIn'),
        signUp: t('signUp'),
        myLearning: t('myLearning'),
        account: t('account'),
        notices: t('notices'),
        unread: t('unread'),
      }}
    />
  );
  return (
    <header className="@container sticky top-0 z-40 border-b border-hairline bg-bg/95 backdrop-blur">
      <div className="container-page flex h-16 items-center gap-8 @max-[17rem]:gap-2">
        <Link href="/" aria-label={t('home')} className="text-ink">
          <Wordmark />
        </Link>
        <nav aria-label={t('main')} className="hidden items-center gap-5 text-sm whitespace-nowrap font-medium text-ink lg:flex xl:gap-7">
          {menu.map((entry) =>
            isGroup(entry) ? (
              <NavGroup key={entry.heading} {...entry} />
            ) : (
              <NavLink key={entry.label + entry.url} href={entry.url} className="py-3">
                {entry.label}
              </NavLink>
            ),
          )}
        </nav>
        <div className="ms-auto flex items-center gap-1 lg:gap-2">
          <Link href="/courses" className="grid size-11 place-items-center rounded-full text-ink hover:bg-surface-2">
            <Icon name="search" />
            <span className="sr-only">{t('search')}</span>
          </Link>
          <CartLink labels={{ cart: t('cart'), inIt: t('inCart') }} />
          <div className="hidden items-center gap-2 lg:flex">{person}</div>
          <PhoneMenu labels={{ menu: t('menu'), close: t('close') }}>
            <nav aria-label={t('main')} className="mt-2">
              <PhoneEntries menu={menu} />
            </nav>
            <div className="mt-8 flex flex-wrap gap-3">{person}</div>
            <div className="mt-auto flex flex-wrap items-center gap-4 pt-8">
              <CurrencySwitch {...currency} />
              <ThemeSwitch labels={theme} />
            </div>
          </PhoneMenu>
        </div>
      </div>
    </header>
  );
}

/** The menu as a sheet has room for it: groups stand open under their headings. */
function PhoneEntries({ menu }: { menu: MenuEntry[] }) {
  const look = 'block rounded-md px-2 break-words text-ink';
  return (
    <ul>
      {menu.map((entry) =>
        isGroup(entry) ? (
          <li key={entry.heading} className="my-2 border-y border-hairline py-3">
            <h2 className="px-2 font-sans text-sm font-semibold tracking-normal text-muted">{entry.heading}</h2>
            <ul className="mt-1">
              {entry.links.map(({ label, url }) => (
                <li key={label + url}>
                  <NavLink href={url} className={`${look} py-2.5 text-lg font-semibold`}>
                    {label}
                  </NavLink>
                </li>
              ))}
            </ul>
          </li>
        ) : (
          <li key={entry.label + entry.url}>
            <NavLink href={entry.url} className={`${look} py-3 font-display text-2xl font-extrabold`}>
              {entry.label}
            </NavLink>
          </li>
        ),
      )}
    </ul>
  );
}
