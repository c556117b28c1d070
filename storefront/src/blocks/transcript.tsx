import { getTranslations } from 'next-intl/server';

import { Icon } from '@/ui/icon';

/** What is said in a film or sound, to read; nothing where it was not written down. */
export async function Transcript({ text }: { text: string }) {
  const t = await getTranslations('blocks');
  return text ? (
    <details className="group mt-2">
      <summary className="inline-flex min-h-11 items-center gap-2 text-sm font-semibold text-ink">
        <Icon name="chevron-right" className="size-4 transition-transform group-open:rotate-90" />
        {t('transcript')}
      </summary>
      <p className="prose mt-1 max-w-prose whitespace-pre-line text-sm">{text}</p>
    </details>
  ) : null;
}
