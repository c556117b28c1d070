import type { Metadata } from 'next';

import { getPathname } from '@/i18n/navigation';
import { routing } from '@/i18n/routing';

/** Where search engines find the page of `href`: its one address, and that in each language. */
export function alternatesOf(href: string, locale: string): Metadata['alternates'] {
  const languages = Object.fromEntries(routing.locales.map((each) => [each, getPathname({ href, locale: each })]));
  return {
    canonical: getPathname({ href, locale: locale as (typeof routing.locales)[number] }),
    languages: { ...languages, 'x-default': getPathname({ href, locale: routing.defaultLocale }) },
  };
}
