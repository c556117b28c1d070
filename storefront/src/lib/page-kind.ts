import { routing } from '@/i18n/routing';
import { askedPath } from '@/lib/asked-paths';
import { isPersonal } from '@/lib/personal-paths';
import { segmentsOf } from '@/lib/plain-path';
import type { PageKind } from '@/lib/security/content-policy';

/**
 * How the page at an address is made. What is not named here is kept, and must be: a kept page with a nonce in it would
 * be dead for the next visitor, and a rendered one without is only as safe as its markup.
 */
export function kindOf({ method, nextUrl }: { method: string; nextUrl: Pick<URL, 'pathname' | 'searchParams'> }): PageKind {
  const segments = segmentsOf(nextUrl.pathname, routing.locales);
  if (segments[0] === 'preview') return 'preview';
  // A form sent without scripts is answered by its page, rendered for it.
  if (!['GET', 'HEAD'].includes(method)) return 'rendered';
  // The reviews of a course by stars and order, which nobody asks for twice.
  if (segments[0] === 'courses' && segments[2] === 'reviews') return 'rendered';
  return isPersonal(nextUrl.pathname) || askedPath(nextUrl) || segments[0] === 'found' ? 'rendered' : 'cached';
}
