'use client';

import type { ReactNode } from 'react';

import { useHasCourse } from '@/features/seat/seat';
import { Icon } from '@/ui/icon';

import { OpenLesson, ROW } from './open-lesson';

interface Props {
  href: string;
  title: string;
  length: string;
  /** Whom the lesson opens to. */
  locked: string;
  /** Said below its title. */
  children?: ReactNode;
}

/** A lesson in a page that is the same for everybody: closed, until it is known that this person has the course. */
export function ClosedLesson({ href, title, length, locked, children }: Props) {
  if (useHasCourse())
    return (
      <OpenLesson href={href} title={title} length={length}>
        {children}
      </OpenLesson>
    );
  return (
    <div className={ROW}>
      <Icon name="lock" className="size-4 text-muted" />
      <span>
        {title}
        <span className="sr-only"> ({locked})</span>
        {children}
      </span>
      <span className="ms-auto shrink-0 text-sm text-muted">{length}</span>
    </div>
  );
}
