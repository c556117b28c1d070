'use client';

import { Icon } from '@/ui/icon';

import { useForm } from './form-context';

/** Says that the form was taken, beside its button. */
export function Saved({ children }: { children: string }) {
  const { state, pending } = useForm();
  return (
    <p role="status" className="flex min-h-6 items-center gap-1.5 text-sm font-medium text-success">
      {state.outcome === 'done' && !pending && (
        <>
          <Icon name="done" className="size-4" />
          {children}
        </>
      )}
    </p>
  );
}
