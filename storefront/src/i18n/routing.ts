import { defineRouting } from 'next-intl/routing';

/** Only `defineRouting` may stand here: the proxy imports this file. */
export const routing = defineRouting({
  locales: ['en'],
  defaultLocale: 'en',
  localePrefix: 'as-needed',
  // The address says the language. A cookie on each answer would keep every cache before us from keeping pages.
  localeCookie: false,
});
