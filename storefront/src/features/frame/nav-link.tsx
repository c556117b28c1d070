'use client';

import { usePathname } from '@/i18n/navigation';
import { AnyLink } from '@/ui/any-link';

export const MENU_ENTRY =
  'underline-offset-8 hover:text-accent-text aria-[current]:underline aria-[current]:decoration-accent aria-[current]:decoration-2';

/** How near the page that is open is to `href`: at it, below it, or elsewhere. */
export function nearness(pathname: string, href: string): 'page' | 'true' | undefined {
  if (pathname === href) return 'page';
  return href !== '/' && pathname.startsWith(`${href}/`) ? 'true' : undefined;
}

/** A link of the main menu, which says when it leads to where one is, or above it. */
export function NavLink({ href, children, className = '' }: { href: string; children: string; className?: string }) {
  return (
    <AnyLink href={href} aria-current={nearness(usePathname(), href)} className={`${MENU_ENTRY} ${className}`}>
      {children}
    </AnyLink>
  );
}
