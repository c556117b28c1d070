import { getTranslations } from 'next-intl/server';

import { Wordmark } from '@/ui/wordmark';

export async function SiteFooter() {
  const t = await getTranslations('frame');
  return (
    <footer className="mt-24 border-t border-hairline bg-surface py-12 text-sm text-muted">
      <div className="container-page flex flex-wrap items-end justify-between gap-6">
        <div>
          <Wordmark />
          <p className="mt-2">{t('tagline')}</p>
        </div>
      </div>
    </footer>
  );
}
