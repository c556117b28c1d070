import type { PageKind } from './content-policy';

// The camera is the learner's own beside the film, and with the microphone for work that they record; the rest of what a frame or a script could ask for stays off.
const PERMISSIONS =
  'camera=(self), fullscreen=(self "https://www.youtube-nocookie.com" "https://player.vimeo.com"), ' +
  'screen-wake-lock=(self), browsing-topics=(), display-capture=(), geolocation=(), microphone=(self), midi=(), ' +
  'payment=(), usb=()';

/** What every page is sent with besides its content policy. */
export function securityHeaders(kind: PageKind, isSecure: boolean): Record<string, string> {
  return {
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': kind === 'preview' ? 'no-referrer' : 'strict-origin-when-cross-origin',
    'Permissions-Policy': PERMISSIONS,
    'Cross-Origin-Opener-Policy': 'same-origin',
    ...(isSecure && { 'Strict-Transport-Security': 'max-age=63072000; includeSubDomains' }),
    ...(kind === 'preview' && { 'X-Robots-Tag': 'noindex, nofollow', 'Cache-Control': 'private, no-store' }),
  };
}
