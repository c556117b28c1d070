import 'server-only';

import { createHmac } from 'node:crypto';

/**
 * Who is at the other end, for the API's limits and its list of devices: this server asks for everybody, so it vouches
 * for each visitor's address under the secret that both know. Without the secret the address stays unsaid.
 */
export function visitorHeaders(incoming: Headers): Record<string, string> {
  const headers: Record<string, string> = {};
  const browser = incoming.get('user-agent');
  if (browser) headers['user-agent'] = browser;
  const address = incoming.get('x-forwarded-for')?.split(',').at(-1)?.trim();
  const secret = process.env.STOREFRONT_SECRET;
  if (address && secret) {
    const vouched = `${address} ${Math.floor(Date.now() / 1000)}`;
    headers['x-visitor-address'] = `${vouched} ${createHmac('sha256', secret).update(vouched).digest('hex')}`;
  }
  return headers;
}
