import type { ComponentProps } from 'react';

import { Link } from '@/i18n/navigation';

/** A link to wherever editors point: our own pages through the router, files, letters and other sites as they are. */
export function AnyLink({ href, ...rest }: Omit<ComponentProps<'a'>, 'href' | 'ref'> & { href: string }) {
  if (/^\/(?!\/|api\/|media\/)/.test(href)) return <Link href={href} prefetch={false} {...rest} />;
  return <a href={href} rel={/^https?:/i.test(href) ? 'noopener noreferrer' : undefined} {...rest} />;
}
