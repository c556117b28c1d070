'use client';

import { useTranslations } from 'next-intl';
import { useEffect } from 'react';

import { Link } from '@/i18n/navigation';
import { Button, buttonClass } from '@/ui/button';

/** Stands in the place of a page that could not be made. */
export default function PageError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  const t = useTranslations('errors');
  useEffect(() => console.error(error), [error]);
  return (
    <div className="container-page py-24">
      <title>{`${t('title')} · Perfomix`}</title>
      <h1 className="title-page max-w-3xl">{t('title')}</h1>
      <p className="mt-5 max-w-xl text-lg">{t('text')}</p>
      <p className="mt-8 flex flex-wrap gap-3">
        <Button onClick={retry}>{t('retry')}</Button>
        <Link href="/" className={buttonClass('quiet')}>
          {t('toHome')}
        </Link>
      </p>
      {error.digest && <p className="mt-8 text-sm text-muted">{t('number', { number: error.digest })}</p>}
    </div>
  );
}
