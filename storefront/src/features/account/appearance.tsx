'use client';

import { useTranslations } from 'next-intl';
import { useSyncExternalStore } from 'react';

import { chooseTheme, chosenTheme, onThemeChosen, THEMES } from '@/lib/theme';

/** Light, dark, or as the system: kept in this browser, read before the first paint. */
export function Appearance() {
  const t = useTranslations('account');
  const look = useSyncExternalStore(onThemeChosen, chosenTheme, () => 'system' as const);
  const names = { system: t('lookSystem'), light: t('lookLight'), dark: t('lookDark') };
  return (
    <fieldset className="noscript:hidden flex flex-wrap gap-2">
      <legend className="sr-only">{t('lookTitle')}</legend>
      {THEMES.map((each) => (
        <label
          key={each}
          className="flex min-h-11 cursor-pointer items-center rounded-full border border-control px-5 text-sm font-semibold text-ink has-checked:border-primary has-checked:bg-primary has-checked:text-on-primary has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus"
        >
          <input type="radio" name="appearance" value={each} checked={look === each} onChange={() => chooseTheme(each)} className="sr-only" />
          {names[each]}
        </label>
      ))}
    </fieldset>
  );
}
