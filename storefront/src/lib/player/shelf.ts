/** Something that a person keeps at a film or sound of a lesson: a loop, a note. */
export interface Kept {
  id: string;
  /** The lesson's block that holds the film or the sound. */
  block: string;
}

/** One kind of what is kept: how it is found in what was written down, ordered, and said to the API. */
export interface Shelf<T extends Kept> {
  /** Its name in addresses, answers and keys. */
  name: 'loops' | 'notes';
  /** As many as the API keeps of a lesson. */
  most: number;
  holds: (value: unknown) => value is T;
  /** The order of the film. */
  compare: (one: T, other: T) => number;
  fromApi: (found: never) => T;
  toApi: (kept: T) => object;
}

/** What was written down, without what does not belong there. */
export function readShelf<T extends Kept>(shelf: Shelf<T>, text: string | null): T[] {
  try {
    const kept: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(kept) ? kept.filter(shelf.holds).slice(0, shelf.most) : [];
  } catch {
    return [];
  }
}

/** All of them with another one, or with one of them changed, in the order of the film. */
export function putOn<T extends Kept>(shelf: Shelf<T>, things: readonly T[], thing: T): T[] {
  return [...things.filter((each) => each.id !== thing.id), thing].slice(-shelf.most).sort(shelf.compare);
}
