import '@/styles/globals.css';

import type { Metadata, Viewport } from 'next';
import { hasLocale, NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';
// eslint-disable-next-line no-restricted-imports -- for files that are not there: every page has a language, by the proxy
import { notFound } from 'next/navigation';
import { locale as rootLocale } from 'next/root-params';
import type { ReactNode } from 'react';

import { routing } from '@/i18n/routing';
import { siteUrl } from '@/lib/env';
import { THEME_SCRIPT } from '@/lib/theme';
import { archivo, inter } from '@/styles/fonts';
import { Connection } from '@/features/frame/connection';
import { KeptWatch } from '@/features/offline/kept-watch';
import { SiteFooter } from '@/features/frame/site-footer';
import { BottomNav } from '@/features/session/bottom-nav';
import { SessionWatch } from '@/features/session/session-watch';
import { SiteHeader } from '@/features/frame/site-header';

/** Nothing is made while building, which needs no API then; each page is made when first asked for, and kept. */
export const generateStaticParams = () => [];

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('frame');
  return { metadataBase: new URL(siteUrl()), title: { default: 'Perfomix', template: '%s · Perfomix' }, description: t('tagline') };
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#0f0f1a' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const locale = await rootLocale();
  if (!hasLocale(routing.locales, locale)) notFound();
  const [t, { errors }] = await Promise.all([getTranslations('frame'), getMessages()]);
  return (
    <html lang={locale} className={`${inter.variable} ${archivo.variable}`} suppressHydrationWarning>
      <head>
        <script dangerouslySetInnerHTML={{ __html: THEME_SCRIPT }} />
      </head>
      <body className="flex min-h-dvh flex-col">
        <NextIntlClientProvider messages={{ errors }}>
          <a href="#main" className="sr-only z-50 rounded-full bg-primary px-5 py-3 font-semibold text-on-primary focus:not-sr-only focus:fixed focus:top-2 focus:left-2">
            {t('skip')}
          </a>
          <SiteHeader />
          <main id="main" tabIndex={-1} className="flex-1 outline-none">
            {children}
          </main>
          <SiteFooter />
          <BottomNav
            labels={{
              name: t('places'),
              home: t('homeShort'),
              search: t('searchButton'),
              learning: t('learningShort'),
              notices: t('notices'),
              account: t('account'),
            }}
          />
          <SessionWatch />
          <KeptWatch />
          <Connection label={t('offline')} />
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
