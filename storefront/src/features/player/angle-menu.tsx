'use client';

import { useTranslations } from 'next-intl';

import { Control } from './control';
import type { AngleTool } from './use-angles';

/** Which angle to see, alone or beside the main one. */
export function AngleMenu({ names, tool }: { names: readonly string[]; tool: AngleTool }) {
  const t = useTranslations('player');
  return (
    <>
      <select
        value={tool.chosen}
        onChange={(event) => tool.choose(Number(event.target.value))}
        aria-label={t(tool.isBeside ? 'angleBeside' : 'angle')}
        className="h-11 max-w-32 field-sizing-content rounded-full bg-surface px-2 text-sm font-semibold text-ink hover:bg-surface-2"
      >
        {names.map((name, angle) => (
          <option key={angle} value={angle} hidden={tool.isBeside && angle === 0} disabled={tool.isBeside && angle === 0}>
            {name}
          </option>
        ))}
      </select>
      <Control icon="beside" label={t('beside')} isOn={tool.isBeside} onClick={tool.toggleBeside} />
    </>
  );
}
