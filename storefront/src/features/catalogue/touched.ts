interface Touched {
  name: string;
  value: string;
  /** Whether the filters lay over the page, as they do on phones. */
  wasOver: boolean;
}

const FRESH_MS = 10_000;
let last: (Touched & { at: number }) | undefined;

/** Note which filter was set, since the list that it leads to may be another page with filters of its own. */
export function noteTouched(touched: Touched): void {
  last = { ...touched, at: Date.now() };
}

/** The filter that was set just now. */
export function lastTouched(): Touched | undefined {
  return last && Date.now() - last.at < FRESH_MS ? last : undefined;
}
