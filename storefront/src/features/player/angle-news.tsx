'use client';

import { useTranslations } from 'next-intl';

import type { AngleTool } from './use-angles';

const OBSTACLES = { coming: 'angleComing', away: 'angleAway', failed: 'angleFailed' } as const;

/** Which angle is seen, for those who do not see it; and for everybody why the one that is wanted is not. */
export function AngleNews({ names, tool }: { names: readonly string[]; tool: AngleTool }) {
  const t = useTranslations('player');
  const { chosen, isBeside } = tool;
  const name = names[chosen] ?? '';
  const standing = chosen === 0 ? 'here' : (tool.told[chosen]?.standing ?? 'coming');
  const seen = isBeside ? t('besideNow', { main: names[0] ?? '', other: name }) : name;
  const isHere = standing === 'here';
  return (
    <p
      role="status"
      className={isHere ? 'sr-only' : 'pointer-events-none absolute top-2 right-2 rounded-full bg-bg/85 px-3 py-1 text-xs font-semibold text-ink'}
    >
      {isHere ? seen : t(OBSTACLES[standing], { name })}
    </p>
  );
}
