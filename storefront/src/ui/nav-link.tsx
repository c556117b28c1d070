'use client';

import type { ComponentProps } from 'react';

import { Link, usePathname } from '@/i18n/navigation';

/** A link that knows when its page is open: `aria-current` says so, and what it looks like follows that. */
export function NavLink({ href, exact = false, ...rest }: ComponentProps<typeof Link> & { href: string; exact?: boolean }) {
  const here = usePathname();
  const isHere = here === href || (!exact && here.startsWith(`${href}/`));
  return <Link {...rest} href={href} prefetch={false} aria-current={isHere ? 'page' : undefined} />;
}
