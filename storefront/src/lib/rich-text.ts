/** What running text may hold; the API's cleaner keeps the same list. */
export const TAGS = [
  'a', 'b', 'blockquote', 'br', 'code', 'del', 'em', 'h2', 'h3', 'h4', 'hr', 'i',
  'li', 'ol', 'p', 's', 'strong', 'sub', 'sup', 'ul',
] as const; // prettier-ignore

export type Tag = (typeof TAGS)[number];
export type RichNode = string | RichElement;
export interface RichElement {
  tag: Tag;
  /** Of links alone. */
  href?: string;
  children: RichNode[];
}

const ALLOWED: ReadonlySet<string> = new Set(TAGS);
const EMPTY: ReadonlySet<Tag> = new Set<Tag>(['br', 'hr']);
const DROPPED_WITH_CONTENT = new Set(['script', 'style', 'template', 'iframe', 'object', 'svg', 'math', 'textarea', 'title', 'select', 'noscript']);
const DEEPEST = 100;

const TOKEN = /<!--[\s\S]*?(?:-->|$)|<(\/?)([a-zA-Z][a-zA-Z0-9-]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>|[^<]+|</g;
const HREF = /(?:^|\s)href\s*=\s*(?:"([^"]*)"|'([^']*)')/i;
const ENTITY = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos|nbsp));/g;
const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };
// Such characters hide where a link leads.
const HIDDEN = /[\u0000-\u0020\u007f-\u009f\u200b-\u200f\u2028-\u202e\ufeff\\<>"'`]/;

/**
 * Running text as a tree of known elements. Unknown elements leave their text behind, scripts and the like leave nothing,
 * attributes all go, but for safe addresses of links. Never fails.
 */
export function parseRichText(html: string): RichNode[] {
  const root: RichNode[] = [];
  const open: RichElement[] = [];
  let dropped: string | null = null;
  const here = () => open.at(-1)?.children ?? root;
  for (const [text, closes, name, attributes] of html.matchAll(TOKEN)) {
    const tag = name?.toLowerCase();
    if (dropped) {
      if (closes && tag === dropped) dropped = null;
    } else if (!tag) {
      if (!text.startsWith('<!--')) addText(here(), decode(text));
    } else if (DROPPED_WITH_CONTENT.has(tag)) {
      if (!closes) dropped = tag;
    } else if (isTag(tag)) {
      if (closes) close(open, tag);
      else addElement(here(), open, tag, attributes ?? '');
    }
  }
  return root;
}

/** What a reader would read, on one line. */
export function plainText(html: string): string {
  const read = (nodes: RichNode[]): string =>
    nodes.map((node) => (typeof node === 'string' ? node : `${read(node.children)}${isBlock(node.tag) ? ' ' : ''}`)).join('');
  return read(parseRichText(html)).replace(/\s+/g, ' ').trim();
}

/** The address as it may stand in a link, or undefined when it could do anything but lead somewhere. */
export function safeHref(value: string): string | undefined {
  const address = value.trim().replaceAll(' ', '%20');
  if (!address || HIDDEN.test(address) || address.startsWith('//')) return undefined;
  if (address.startsWith('/') || address.startsWith('#')) return address;
  if (!URL.canParse(address)) return undefined;
  const { protocol, username, password } = new URL(address);
  if (protocol === 'mailto:' || protocol === 'tel:') return address;
  return (protocol === 'https:' || protocol === 'http:') && !username && !password ? address : undefined;
}

function isTag(name: string): name is Tag {
  return ALLOWED.has(name);
}

function isBlock(tag: Tag): boolean {
  return ['blockquote', 'br', 'h2', 'h3', 'h4', 'hr', 'li', 'ol', 'p', 'ul'].includes(tag);
}

function addText(into: RichNode[], text: string): void {
  const last = into.at(-1);
  if (typeof last === 'string') into[into.length - 1] = last + text;
  else into.push(text);
}

function addElement(into: RichNode[], open: RichElement[], tag: Tag, attributes: string): void {
  const element: RichElement = { tag, children: [] };
  if (tag === 'a') {
    const found = HREF.exec(attributes);
    element.href = safeHref(decode(found?.[1] ?? found?.[2] ?? ''));
  }
  into.push(element);
  if (!EMPTY.has(tag) && open.length < DEEPEST) open.push(element);
}

function close(open: RichElement[], tag: Tag): void {
  const depth = open.findLastIndex((element) => element.tag === tag);
  if (depth >= 0) open.length = depth;
}

function decode(text: string): string {
  return text.replace(ENTITY, (whole, decimal?: string, hexadecimal?: string, name?: string) => {
    if (name) return NAMED[name] ?? whole;
    const point = decimal ? Number(decimal) : Number.parseInt(hexadecimal ?? '', 16);
    return point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff) ? String.fromCodePoint(point) : '\ufffd';
  });
}
