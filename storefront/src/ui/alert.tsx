import type { ComponentProps } from 'react';

import { Icon } from './icon';

const LOOKS = {
  error: ['bg-error-soft text-error', 'warning'],
  warning: ['bg-warning-soft text-warning', 'warning'],
  success: ['bg-success-soft text-success', 'done'],
  note: ['bg-surface-2 text-ink', 'info'],
} as const;

/** A message that stands out, with a sign beside its colour. */
export function Alert({ look = 'note', className = '', children, ...rest }: ComponentProps<'div'> & { look?: keyof typeof LOOKS }) {
  const [colours, icon] = LOOKS[look];
  return (
    <div {...rest} className={`flex gap-3 rounded-card p-4 text-sm leading-relaxed ${colours} ${className}`}>
      <Icon name={icon} className="mt-0.5 size-5" />
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  );
}
