'use client';

import { useTranslations } from 'next-intl';
import { useEffect } from 'react';

import { Button } from '@/ui/button';

/** Stands in the place of a page that could not be made. */
export default function PageError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  const t = useTranslations('errors');
  useEffect(() => console.error(error), [error]);
  return (
    <div className="container-page py-24">
      <title>{`${t('title')} · Perfomix`}</title>
      <h1 className="title-page max-w-3xl">{t('title')}</h1>
      <p className="mt-5 max-w-xl text-lg">{t('text')}</p>
      <Button className="mt-8" onClick={retry}>
        {t('retry')}
      </Button>
      {error.digest && <p className="mt-8 text-sm text-muted">{t('number', { number: error.digest })}</p>}
    </div>
  );
}
