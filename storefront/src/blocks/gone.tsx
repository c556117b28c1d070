import { getTranslations } from 'next-intl/server';

/** Stands where a file was that is there no longer. */
export async function Gone() {
  const t = await getTranslations('blocks');
  return <p className="rounded-card bg-surface p-5 text-sm text-muted">{t('gone')}</p>;
}
