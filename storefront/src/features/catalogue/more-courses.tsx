'use client';

import { useEffect, useTransition, type MouseEvent } from 'react';

import { useRouter } from '@/i18n/navigation';
import { AnyLink } from '@/ui/any-link';
import { buttonClass } from '@/ui/button';

/** The place of the first course that was not there before; the list that it leads to may be another page. */
let firstNew: number | undefined;

interface Props {
  /** The address with more courses. */
  href: string;
  /** The id of the list. */
  list: string;
  children: string;
}

/** The way to more of the list, which grows where it stands. Without scripts it is a link to the longer one. */
export function MoreCourses({ href, list, children }: Props) {
  const router = useRouter();
  const [isPending, start] = useTransition();

  function grow(event: MouseEvent) {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const isLonger = new URLSearchParams(href.split('?')[1]).has('pages');
    firstNew = isLonger ? document.getElementById(list)?.children.length : 0;
    start(() => router.push(href, { scroll: !isLonger }));
  }

  return (
    <AnyLink href={href} rel="next" onClick={grow} aria-busy={isPending} className={`${buttonClass('outline')} aria-busy:opacity-50`}>
      {children}
    </AnyLink>
  );
}

/** Puts who asked for more at the first course that came. */
export function FirstNewCourse({ list }: Pick<Props, 'list'>) {
  useEffect(() => {
    const course = firstNew === undefined ? undefined : document.getElementById(list)?.children[firstNew];
    if (!course) return;
    firstNew = undefined;
    course.querySelector('a')?.focus();
  });
  return null;
}
