'use client';

import { usePathname } from '@/i18n/navigation';
import { AnyLink } from '@/ui/any-link';

/** A link of the main menu, which says when it leads to where one is, or above it. */
export function NavLink({ href, children, className = '' }: { href: string; children: string; className?: string }) {
  const pathname = usePathname();
  const isHere = pathname === href || (href !== '/' && pathname.startsWith(`${href}/`));
  return (
    <AnyLink
      href={href}
      aria-current={isHere ? (pathname === href ? 'page' : 'true') : undefined}
      className={`underline-offset-8 hover:text-accent-text aria-[current]:underline aria-[current]:decoration-accent aria-[current]:decoration-2 ${className}`}
    >
      {children}
    </AnyLink>
  );
}
