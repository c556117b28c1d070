'use client';

import { createContext, useContext } from 'react';

import { UNTOUCHED, type FormState } from '@/lib/forms';

interface FormParts {
  id: string;
  state: FormState;
  pending: boolean;
  /** What is wrong with which field, found by the browser or told by the API. */
  complaints: Record<string, string[]>;
}

export const FormContext = createContext<FormParts>({ id: 'form', state: UNTOUCHED, pending: false, complaints: {} });

export const useForm = () => useContext(FormContext);

/** Everything that a field called `name` needs to know of its form. */
export function useField(name: string) {
  const { id, state, complaints } = useForm();
  const fieldId = `${id}-${name}`;
  const errors = complaints[name] ?? [];
  return {
    id: fieldId,
    errors,
    errorId: `${fieldId}-error`,
    hintId: `${fieldId}-hint`,
    typed: state.values?.[name],
    wiring: (hasHint: boolean) => ({
      'aria-invalid': errors.length ? true : undefined,
      'aria-describedby':
        [errors.length && `${fieldId}-error`, hasHint && `${fieldId}-hint`].filter(Boolean).join(' ') || undefined,
    }),
  };
}
