import type { ReactNode } from 'react';

import { Icon, type IconName } from '@/ui/icon';

/** One thing that happened, in place of the form that made it happen, and what comes next. */
export function Step({ icon, title, text, children }: { icon: IconName; title: string; text: ReactNode; children?: ReactNode }) {
  return (
    <div>
      <span className="mb-6 flex size-14 items-center justify-center rounded-full bg-accent text-on-accent">
        <Icon name={icon} className="size-6" />
      </span>
      <h1 className="title-section">{title}</h1>
      <p className="mt-3 mb-8 leading-relaxed">{text}</p>
      {children}
    </div>
  );
}
