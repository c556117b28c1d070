'use client';

import type { ComponentProps } from 'react';

import { Button, type ButtonLook } from '@/ui/button';

import { useForm } from './form-context';

/** The button that sends the form. Pressed twice it sends once. */
export function Submit({ children, ...rest }: ComponentProps<'button'> & { look?: ButtonLook }) {
  const { pending } = useForm();
  return (
    <Button
      {...rest}
      type="submit"
      aria-disabled={pending || undefined}
      onClick={(event) => pending && event.preventDefault()}
      className={`${rest.className ?? ''} aria-disabled:opacity-60`}
    >
      {pending && <span aria-hidden className="size-4 animate-spin rounded-full border-2 border-current border-e-transparent" />}
      {children}
    </Button>
  );
}
