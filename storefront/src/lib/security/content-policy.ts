import { createHash } from 'node:crypto';

import { THEME_SCRIPT } from '@/lib/theme';

/** What an address is to the content policy. Only `rendered` pages are made anew for each request. */
export type PageKind = 'cached' | 'rendered' | 'preview';

interface Surroundings {
  /** Where the admin is, which alone may put a preview into a frame. */
  adminUrl: string;
  /** Where large films come from, when it is not here. */
  mediaOrigin?: string;
  isSecure: boolean;
  /** While developing, React reads stack traces with eval and pages are renewed over a socket. */
  isDevelopment?: boolean;
}

const hashOf = (script: string) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`;
const THEME_HASH = hashOf(THEME_SCRIPT);

/** Where the frames of embed blocks come from, after a click: the providers that Perfomix recognises addresses of. */
const FRAMES = ['www.youtube-nocookie.com', 'player.vimeo.com', 'open.spotify.com', 'w.soundcloud.com', 'musescore.com', 'flat.io', 'embed.ted.com']
  .map((host) => `https://${host}`)
  .join(' ');

/**
 * The content policy of a page. With a nonce nothing runs that this server did not write into this very answer. A page
 * that is kept cannot carry one: it says here only that scripts may be its own, and a second policy, made with
 * it by the cache (cache-handler.mjs), names its inline scripts by hash. Browsers hold to both.
 */
export function contentPolicy(kind: PageKind, { adminUrl, mediaOrigin, isSecure, isDevelopment }: Surroundings, nonce?: string): string {
  const scripts = nonce ? `'self' 'nonce-${nonce}' 'strict-dynamic' ${THEME_HASH}` : `'self' 'unsafe-inline'`;
  const directives: Record<string, string> = {
    'default-src': "'self'",
    'script-src': isDevelopment ? `${scripts} 'unsafe-eval'` : scripts,
    'script-src-attr': "'none'",
    'style-src': isDevelopment ? "'self' 'unsafe-inline'" : "'self'",
    'img-src': "'self' data: blob:",
    'media-src': mediaOrigin ? `'self' blob: ${mediaOrigin}` : "'self' blob:",
    // Pieces of films are fetched by the player's script.
    'connect-src': ["'self'", ...(isDevelopment ? ['ws:'] : []), ...(mediaOrigin ? [mediaOrigin] : [])].join(' '),
    'worker-src': "'self'",
    'frame-src': FRAMES,
    'object-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'self'",
    'frame-ancestors': kind === 'preview' ? new URL(adminUrl).origin : "'none'",
  };
  const policy = Object.entries(directives).map(([name, value]) => `${name} ${value}`);
  return [...policy, ...(isSecure ? ['upgrade-insecure-requests'] : [])].join('; ');
}
