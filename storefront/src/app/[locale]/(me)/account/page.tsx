import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

import { ACCOUNT_PAGES } from '@/features/account/account-nav';
import { whoAmI } from '@/features/account/api';
import { signOut } from '@/features/session/actions';
import { Link } from '@/i18n/navigation';
import { asPerson } from '@/lib/session/server';
import { Button } from '@/ui/button';
import { Icon } from '@/ui/icon';
import { Moment } from '@/ui/moment';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account'))('title') };
}

export default async function AccountPage() {
  const [t, me] = await Promise.all([getTranslations('account'), asPerson('/account', whoAmI)]);
  return (
    <>
      <h1 className="title-own">{t('hello', { name: me.display_name })}</h1>
      <p className="mt-3 leading-relaxed">
        {me.email} · {t.rich('since', { date: () => <Moment at={me.joined_at} as="day" /> })}
      </p>
      <ul className="mt-10 divide-y divide-hairline border-y border-hairline">
        {ACCOUNT_PAGES.map(({ href, name, icon }) => (
          <li key={href}>
            <Link href={href} prefetch={false} className="flex items-center gap-4 py-5 hover:text-accent-text">
              <Icon name={icon} className="size-6 text-muted" />
              <span className="min-w-0 flex-1">
                <span className="block font-semibold text-ink">{t(name)}</span>
                <span className="block text-sm text-muted">{t(`${name}Lead`)}</span>
              </span>
              <Icon name="chevron-right" className="size-5 text-muted" />
            </Link>
          </li>
        ))}
      </ul>
      <form action={signOut} className="mt-8">
        <Button type="submit" look="outline">
          <Icon name="sign-out" className="size-4" />
          {t('signOut')}
        </Button>
      </form>
    </>
  );
}
