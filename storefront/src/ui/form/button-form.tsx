'use client';

import type { ReactNode } from 'react';

import type { FormState } from '@/lib/forms';
import type { ButtonLook } from '@/ui/button';

import { ActionForm } from './action-form';
import { HiddenFields } from './hidden-fields';
import { Submit } from './submit';

interface Props {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  /** What the button sends. */
  sends?: Record<string, string>;
  look?: ButtonLook;
  label?: string;
  /** What stands under the sentence of a refusal, by its reason: the way out of it. */
  waysOut?: Record<string, ReactNode>;
  children: ReactNode;
}

/** A button that does one thing on the server, with scripts and without. */
export function ButtonForm({ action, sends = {}, look = 'outline', label, waysOut, children }: Props) {
  return (
    <ActionForm action={action} waysOut={waysOut} className="space-y-2">
      <HiddenFields fields={sends} />
      <Submit look={look} aria-label={label}>
        {children}
      </Submit>
    </ActionForm>
  );
}
