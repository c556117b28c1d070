'use client';

import type { ComponentProps } from 'react';

import { Icon, type IconName } from '@/ui/icon';

interface Props extends ComponentProps<'button'> {
  icon: IconName;
  label: string;
  /** For switches: whether it is on. */
  isOn?: boolean;
}

/** A round button of the player: a sign, its name for everybody who does not see or know it. */
export function Control({ icon, label, isOn, className = '', ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      aria-pressed={isOn}
      title={label}
      className={`grid size-11 shrink-0 place-items-center rounded-full text-ink hover:bg-surface-2 disabled:opacity-40 ${
        isOn ? 'bg-surface-2 text-accent-text' : ''
      } ${className}`}
    >
      <Icon name={icon} className="size-5.5" />
    </button>
  );
}
