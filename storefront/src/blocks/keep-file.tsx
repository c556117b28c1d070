import { getTranslations } from 'next-intl/server';

import { Icon } from '@/ui/icon';

/** A film or sound that learners may take away. */
export async function KeepFile({ url, name }: { url: string; name: string }) {
  const t = await getTranslations('blocks');
  return (
    <a href={url} download={name} className="mt-2 inline-flex min-h-11 items-center gap-2 text-sm font-semibold text-ink hover:underline">
      <Icon name="download" className="size-4" />
      {t('download')}
      <span className="sr-only"> {name}</span>
    </a>
  );
}
