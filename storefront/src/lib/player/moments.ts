/** A moment of the film or sound in the lesson's block `block`. */
export interface FilmMoment {
  block: string;
  seconds: number;
}

const HASH = /^#at-([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})-(\d{1,9})$/i;

/** What an address ends with that leads to the moment. */
export const momentHash = ({ block, seconds }: FilmMoment) => `#at-${block}-${Math.round(seconds * 1000)}`;

/** The moment to which the end of an address leads; null for any other. */
export function momentIn(hash: string): FilmMoment | null {
  const [, block, milliseconds] = HASH.exec(hash) ?? [];
  return block && milliseconds ? { block: block.toLowerCase(), seconds: Number(milliseconds) / 1000 } : null;
}

const playing = new Map<string, HTMLMediaElement>();

/** Let others know of the player of this block, until what is answered is called. */
export function enlist(block: string, element: HTMLMediaElement): () => void {
  playing.set(block, element);
  return () => {
    if (playing.get(block) === element) playing.delete(block);
  };
}

/** Where the film or sound of the page stands: the one that plays, else the one that was begun, else the first. */
export function whereItStands(): FilmMoment | null {
  const all = [...playing];
  const [block, element] = all.find(([, each]) => !each.paused) ?? all.find(([, each]) => each.currentTime > 0) ?? all[0] ?? [];
  return block && element ? { block, seconds: element.currentTime } : null;
}
