export type Piece = { kind: 'text' | 'mention'; text: string } | { kind: 'link'; text: string; href: string };

const ADDRESS = /https?:\/\/[^\s<>"]+/giu;
/** What ends a sentence rather than an address. */
const TRAILING = /[.,;:!?'’”)\]]+$/u;

/** What somebody wrote in plain text, in pieces: addresses that lead somewhere, names that are mentioned, and the rest. */
export function piecesOf(text: string, mentions: readonly string[] = []): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = match[0].replace(TRAILING, '');
    if (!URL.canParse(address)) continue;
    pieces.push(...withMentions(text.slice(from, match.index), mentions));
    pieces.push({ kind: 'link', text: address, href: new URL(address).href });
    from = match.index + address.length;
  }
  return [...pieces, ...withMentions(text.slice(from), mentions)];
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
