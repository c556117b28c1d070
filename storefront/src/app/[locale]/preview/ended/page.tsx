import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

import { adminUrl } from '@/lib/env';
import { buttonClass } from '@/ui/button';

export const metadata: Metadata = { robots: { index: false, follow: false } };
export const dynamic = 'force-dynamic';

/** Says to an editor whose preview is over how to go on. */
export default async function PreviewEnded() {
  const t = await getTranslations('pages');
  return (
    <div className="container-page py-24">
      <h1 className="title-page max-w-3xl">{t('preview.endedTitle')}</h1>
      <p className="mt-5 max-w-xl text-lg">{t('preview.endedText')}</p>
      <a href={adminUrl()} target="_top" className={`${buttonClass('primary')} mt-8`}>
        {t('preview.endedAdmin')}
      </a>
    </div>
  );
}
