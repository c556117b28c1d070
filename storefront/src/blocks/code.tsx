import { getTranslations } from 'next-intl/server';

import type { BlockProps } from './block';

export async function CodeBlock({ value }: BlockProps<'code'>) {
  const t = await getTranslations('blocks');
  // That text is text need not be said.
  const language = value.language === 'text' ? '' : value.language;
  return (
    <figure className="overflow-hidden rounded-card bg-surface">
      {language && <figcaption className="px-4 pt-3 text-xs font-semibold text-muted">{language}</figcaption>}
      <pre tabIndex={0} aria-label={language || t('code')} role="region" className="overflow-x-auto p-4 text-sm leading-relaxed">
        <code>{value.code}</code>
      </pre>
    </figure>
  );
}
