import { nextPath } from '@/lib/next-path';

/** Where a notice leads: a page of ours, or one elsewhere, like the editor's. Null for none and for what is no page. */
export function whereItLeads(url: string): { href: string; isHere: boolean } | null {
  if (url.startsWith('/')) {
    const href = nextPath(url, '');
    return href ? { href, isHere: true } : null;
  }
  if (!URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? { href, isHere: false } : null;
}
