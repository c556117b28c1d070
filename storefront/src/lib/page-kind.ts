import { isPersonal } from '@/lib/personal-paths';
import type { PageKind } from '@/lib/security/content-policy';

/**
 * How the page at an address is made. What is not named here is kept, and must be: a kept page with a nonce in it would
 * be dead for the next visitor, and a rendered one without is only as safe as its markup.
 */
export function kindOf(pathname: string): PageKind {
  const segments = pathname.split('/').filter(Boolean);
  if (segments[0]?.length === 2) segments.shift();
  if (segments[0] === 'preview') return 'preview';
  return isPersonal(pathname) ? 'rendered' : 'cached';
}
