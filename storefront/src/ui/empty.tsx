import type { ReactNode } from 'react';

import { Icon, type IconName } from './icon';

/** There is nothing here yet: what will be, and one thing to do. */
export function Empty({ icon, title, text, children }: { icon: IconName; title: string; text: string; children?: ReactNode }) {
  return (
    <div className="mt-12 rounded-card bg-surface px-6 py-16 text-center">
      <span className="mx-auto flex size-14 items-center justify-center rounded-full bg-surface-2 text-ink">
        <Icon name={icon} className="size-6" />
      </span>
      <h2 className="mt-6 text-xl">{title}</h2>
      <p className="mx-auto mt-2 max-w-md">{text}</p>
      {children && <div className="mt-8">{children}</div>}
    </div>
  );
}
