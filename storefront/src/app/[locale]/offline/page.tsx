import type { Metadata } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';

import { ComeBack } from '@/features/frame/come-back';
import { KeptLessons } from '@/features/offline/kept-lessons';
import { buttonClass } from '@/ui/button';
import { Icon } from '@/ui/icon';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('frame');
  return { title: t('offlineTitle'), robots: { index: false } };
}

/** What public/sw.js shows where no page can be fetched. */
export default async function OfflinePage() {
  const [t, { offline }] = await Promise.all([getTranslations('frame'), getMessages()]);
  return (
    <div className="container-page py-24">
      <ComeBack />
      <Icon name="offline" className="mb-6 size-12 text-muted" />
      <h1 className="title-page max-w-3xl">{t('offlineTitle')}</h1>
      <p className="mt-5 max-w-xl text-lg">{t('offlineText')}</p>
      {/* Wherever this page stands in for another, that one is asked for again. */}
      <a href="" className={`${buttonClass('primary')} mt-8`}>
        {t('offlineAgain')}
      </a>
      <NextIntlClientProvider messages={{ offline }}>
        <KeptLessons className="mt-16" />
      </NextIntlClientProvider>
    </div>
  );
}
