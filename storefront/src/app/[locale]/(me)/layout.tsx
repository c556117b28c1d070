import type { Metadata } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';

import { mustAcceptTerms } from '@/features/account/api';
import { Link } from '@/i18n/navigation';
import { Icon } from '@/ui/icon';

export const metadata: Metadata = { robots: { index: false } };

/** They are written for one person each. */
export const dynamic = 'force-dynamic';

/** Pages that are one person's own. */
export default async function PersonalLayout({ children }: { children: ReactNode }) {
  const [{ forms, account }, t, isDue] = await Promise.all([getMessages(), getTranslations('account'), mustAcceptTerms()]);
  return (
    <NextIntlClientProvider messages={{ forms, account }}>
      {isDue && (
        <div className="bg-warning-soft text-warning">
          <p className="container-page flex flex-wrap items-center gap-x-3 py-3 text-sm">
            <Icon name="warning" className="size-5" />
            {t('termsBanner')}
            <Link href="/account/terms" className="font-semibold underline underline-offset-4">
              {t('termsBannerLink')}
            </Link>
          </p>
        </div>
      )}
      {children}
    </NextIntlClientProvider>
  );
}
