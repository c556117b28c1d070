'use client';

import { useId, useSyncExternalStore } from 'react';

import { chooseTheme, chosenTheme, onThemeChosen, THEMES, type Theme } from '@/lib/theme';
import { Icon } from '@/ui/icon';

const ICONS = { system: 'system', light: 'sun', dark: 'moon' } as const;

interface Props {
  labels: { theme: string } & Record<Theme, string>;
}

/** How the site looks: as the system does, light or dark. Without scripts it looks as the system does. */
export function ThemeSwitch({ labels }: Props) {
  const id = useId();
  const chosen = useSyncExternalStore(onThemeChosen, chosenTheme, () => 'system' as const);
  return (
    <fieldset className="noscript:hidden">
      <legend className="sr-only">{labels.theme}</legend>
      <div className="inline-flex rounded-full border border-control p-0.5">
        {THEMES.map((theme) => (
          <label
            key={theme}
            title={labels[theme]}
            className="grid size-11 cursor-pointer place-items-center rounded-full text-muted hover:text-ink has-checked:bg-primary has-checked:text-on-primary has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              name={`${id}theme`}
              value={theme}
              checked={chosen === theme}
              onChange={() => chooseTheme(theme)}
              className="sr-only"
            />
            <span className="sr-only">{labels[theme]}</span>
            <Icon name={ICONS[theme]} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
