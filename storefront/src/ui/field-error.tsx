import type { ReactNode } from 'react';

import { Icon } from './icon';

/** What is wrong, beside the field it is about. `id` is what the field's `aria-describedby` names. */
export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p id={id} role="alert" className="mt-2 flex gap-2 text-sm text-error">
      <Icon name="warning" />
      {children}
    </p>
  );
}
