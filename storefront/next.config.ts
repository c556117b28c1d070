import path from 'node:path';

import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

import { writeIcons } from './scripts/icons.mjs';

writeIcons();

const FONTS = ['archivo/files/archivo-latin-800', 'archivo/files/archivo-latin-ext-800', 'inter/files/inter-latin-500', 'inter/files/inter-latin-ext-500'];

const config: NextConfig = {
  output: 'standalone',
  outputFileTracingRoot: import.meta.dirname,
  poweredByHeader: false,
  // The API's addresses carry no trailing slash and are answered by a route of ours; Next must not redirect either form.
  skipTrailingSlashRedirect: true,
  // What pictures of shared links are drawn with is read when the first is drawn.
  outputFileTracingIncludes: { '/share/*': FONTS.map((file) => `./node_modules/@fontsource/${file}-normal.woff`) },
  // Next's own cache, which also writes each kept page's content policy.
  cacheHandler: path.join(import.meta.dirname, 'cache-handler.mjs'),
  // How long another cache before this one may show what has gone stale.
  expireTime: 7200,
  // Pictures come in all widths from the API. Next's own maker of them would work for anybody who asks.
  images: { unoptimized: true },
  experimental: { globalNotFound: true },
  // Pages get more from the proxy, which the rest does not pass.
  headers: async () => [{ source: '/:path*', headers: [{ key: 'X-Content-Type-Options', value: 'nosniff' }] }],
  agentRules: false,
};

export default createNextIntlPlugin('./src/i18n/request.ts')(config);
