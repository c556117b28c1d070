export type Piece = { kind: 'text' | 'mention'; text: string } | { kind: 'link'; text: string; href: string };

const ADDRESS = /\bhttps?:\/\/[^\s<>"]+/giu;
/** What ends a sentence rather than an address. */
const TRAILING = /[.,;:!?'’”)\]]+$/u;

/** What somebody wrote in plain text, in pieces: addresses that lead somewhere, names that are mentioned, and the rest. */
export function piecesOf(text: string, mentions: readonly string[] = []): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = match[0].replace(TRAILING, '');
    if (!isPlain(address)) continue;
    pieces.push(...withMentions(text.slice(from, match.index), mentions));
    pieces.push({ kind: 'link', text: address, href: new URL(address).href });
    from = match.index + address.length;
  }
  return [...pieces, ...withMentions(text.slice(from), mentions)];
}

/** Whether it leads where who reads it believes: to the host that is written there, in letters that look like no others. */
function isPlain(address: string): boolean {
  if (!URL.canParse(address) || /[\\\p{Cf}\p{Cc}]/u.test(address)) return false;
  const { protocol, host, hostname, username, password } = new URL(address);
  const written = address.slice(`${protocol}//`.length).split(/[/?#]/u, 1)[0]?.toLowerCase();
  const isSame = written === host || written === `${host}:${protocol === 'https:' ? '443' : '80'}`;
  return isSame && !username && !password && !/(^|\.)xn--/u.test(hostname);
}

/** Of two names that begin alike, the longer one is meant. */
function withMentions(text: string, mentions: readonly string[]): Piece[] {
  const names = mentions.map((name) => `@${name}`).toSorted((one, other) => other.length - one.length);
  const pieces: Piece[] = [];
  let plain = '';
  let place = 0;
  while (place < text.length) {
    const name = names.find((each) => text.startsWith(each, place));
    if (name) {
      if (plain) pieces.push({ kind: 'text', text: plain });
      pieces.push({ kind: 'mention', text: name });
      plain = '';
      place += name.length;
    } else {
      plain += text[place];
      place += 1;
    }
  }
  return plain ? [...pieces, { kind: 'text', text: plain }] : pieces;
}
