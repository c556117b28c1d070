import { getTranslations } from 'next-intl/server';

import type { BlockProps } from './block';
import { Caption } from './caption';

export async function NotationBlock({ value, around }: BlockProps<'notation'>) {
  const t = await getTranslations('blocks');
  return (
    <figure>
      <pre tabIndex={0} role="region" aria-label={t('score')} className="max-h-96 overflow-auto rounded-card bg-surface p-4 text-sm">
        <code>{value.source}</code>
      </pre>
      <Caption html={value.caption_html} around={around} />
    </figure>
  );
}
