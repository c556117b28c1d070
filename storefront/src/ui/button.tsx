import type { ComponentProps } from 'react';

const SHAPE =
  'inline-flex min-h-11 items-center justify-center gap-2 rounded-full px-5 py-2 text-sm font-semibold ' +
  'transition-opacity duration-150 hover:opacity-90 disabled:opacity-50 disabled:pointer-events-none';

const LOOKS = {
  primary: 'bg-primary text-on-primary',
  accent: 'bg-accent text-on-accent',
  outline: 'border border-control text-ink hover:bg-surface-2',
  quiet: 'text-ink hover:bg-surface-2',
  // On a coral ground, which is light in both themes.
  onAccent: 'bg-on-accent text-accent',
  onAccentOutline: 'border border-on-accent text-on-accent',
} as const;

export type ButtonLook = keyof typeof LOOKS;

/** Classes of a button, for links that look like one. */
export const buttonClass = (look: ButtonLook = 'primary') => `${SHAPE} ${LOOKS[look]}`;

export function Button({ look = 'primary', className = '', ...rest }: ComponentProps<'button'> & { look?: ButtonLook }) {
  return <button type="button" {...rest} className={`${buttonClass(look)} ${className}`} />;
}
