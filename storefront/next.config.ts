import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

import { writeIcons } from './scripts/icons.mjs';

writeIcons();

const config: NextConfig = {
  output: 'standalone',
  outputFileTracingRoot: import.meta.dirname,
  poweredByHeader: false,
  // The API's addresses carry no trailing slash and are answered by a route of ours; Next must not redirect either form.
  skipTrailingSlashRedirect: true,
  experimental: { globalNotFound: true },
  agentRules: false,
};

export default createNextIntlPlugin('./src/i18n/request.ts')(config);
