'use client';

import { useTranslations } from 'next-intl';

import type { Choice, Quality } from './use-stream';

const SOUND = 'sound';

/** Which size to watch, where there is more than one, or only to listen, which spares the line of a telephone. */
export function QualityMenu({ quality }: { quality: Quality }) {
  const t = useTranslations('player');
  if (quality.sizes.length < 2 && !quality.hasSound) return null;
  return (
    <select
      value={quality.chosen ?? ''}
      onChange={(event) => quality.choose(choiceOf(event.target.value))}
      aria-label={t('quality')}
      className="h-11 field-sizing-content rounded-full bg-surface px-2 text-sm font-semibold text-ink hover:bg-surface-2"
    >
      <option value="">{t('qualityAuto')}</option>
      {quality.sizes.map(({ level, lines }) => (
        <option key={level} value={level}>
          {t('qualityLines', { lines: String(lines) })}
        </option>
      ))}
      {quality.hasSound && <option value={SOUND}>{t('qualitySound')}</option>}
    </select>
  );
}

function choiceOf(value: string): Choice {
  if (value === SOUND) return SOUND;
  return value === '' ? null : Number(value);
}
