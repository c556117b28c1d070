import type { ReactNode } from 'react';

import { Link } from '@/i18n/navigation';
import { Icon } from '@/ui/icon';

export const ROW = 'flex min-h-11 items-center gap-3 py-2 max-[18rem]:flex-wrap';

interface Props {
  href: string;
  title: string;
  length: string;
  /** Said of a lesson that is open to everybody. */
  badge?: string;
  /** Said below its title. */
  children?: ReactNode;
}

/** A lesson of a course's contents that one may go to. */
export function OpenLesson({ href, title, length, badge, children }: Props) {
  return (
    <Link href={href} prefetch={false} className={`${ROW} group/lesson text-ink`}>
      <Icon name="play" className="size-4 text-accent-text" />
      <span>
        <span className="font-semibold group-hover/lesson:underline">{title}</span>
        {children}
      </span>
      {badge && <span className="shrink-0 rounded-full bg-surface-2 px-2.5 py-0.5 text-xs font-semibold">{badge}</span>}
      <span className="ms-auto shrink-0 text-sm text-muted">{length}</span>
    </Link>
  );
}
