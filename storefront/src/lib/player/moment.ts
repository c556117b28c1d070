/** The part of an address that leads to a moment of the film or sound in a lesson's block. */
export const momentAnchor = (block: string, milliseconds: number) => `#at-${block}-${milliseconds}`;

const ANCHOR = /^#at-([\da-f-]{36})-(\d{1,9})$/;

/** The second of the film or sound in `block` to which an address leads; null where it leads to none of it. */
export function momentIn(hash: string, block: string): number | null {
  const found = ANCHOR.exec(hash);
  return found?.[1] === block ? Number(found[2]) / 1000 : null;
}
