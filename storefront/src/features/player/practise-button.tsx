'use client';

import { useTranslations } from 'next-intl';

import { Icon, type IconName } from '@/ui/icon';

interface Props {
  icon: IconName;
  isOpen: boolean;
  /** The id of the tools that it opens. */
  controls: string;
  onToggle: () => void;
}

/** Opens and closes the practice tools of a player. */
export function PractiseButton({ icon, isOpen, controls, onToggle }: Props) {
  const t = useTranslations('player');
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      aria-controls={controls}
      onClick={onToggle}
      className={`inline-flex min-h-11 items-center gap-2 rounded-full px-4 text-sm font-semibold ${isOpen ? 'bg-accent text-on-accent' : 'bg-surface-2 text-ink'}`}
    >
      <Icon name={icon} className="size-4.5" />
      {t('practise')}
    </button>
  );
}
