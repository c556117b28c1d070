'use client';

import { useTranslations } from 'next-intl';

import type { Quality } from './use-stream';

/** Which size to watch, where there is more than one; a telephone, which has little room, leaves it to the player. */
export function QualityMenu({ quality }: { quality: Quality }) {
  const t = useTranslations('player');
  if (quality.sizes.length < 2) return null;
  return (
    <select
      value={quality.chosen ?? ''}
      onChange={(event) => quality.choose(event.target.value === '' ? null : Number(event.target.value))}
      aria-label={t('quality')}
      className="h-11 field-sizing-content rounded-full bg-surface px-2 text-sm font-semibold text-ink hover:bg-surface-2 max-sm:hidden"
    >
      <option value="">{t('qualityAuto')}</option>
      {quality.sizes.map(({ level, lines }) => (
        <option key={level} value={level}>
          {t('qualityLines', { lines: String(lines) })}
        </option>
      ))}
    </select>
  );
}
