import { getTranslations } from 'next-intl/server';

import { NumberForm } from './number-form';

/** No certificate has the number in the address. */
export async function MissingCertificate() {
  const t = await getTranslations('certificates');
  return (
    <div className="container-page max-w-2xl py-12 sm:py-16">
      <h1 className="title-page">{t('missingTitle')}</h1>
      <p className="mt-4 mb-10 leading-relaxed">{t('missingText')}</p>
      <NumberForm />
    </div>
  );
}
