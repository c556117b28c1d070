export type ProgressKind = 'start' | 'position' | 'complete' | 'undo';

/** Something done in a lesson, as the API takes it: by this device's clock, counted up on this device. */
export interface ProgressEvent {
  lesson: string;
  kind: ProgressKind;
  at: string;
  sequence: number;
  position_seconds?: number;
}

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const PREFIX = 'progress.';
/** Well below the API's 500, so that a batch fits what a browser still sends while a page closes (64 kB). */
const MOST_AT_ONCE = 200;

/**
 * What one person did on this device and the API has not confirmed. Every event is an entry of its own in the store, so
 * that several open pages add and settle without losing each other's.
 */
export class ProgressQueue {
  private last = 0;
  private readonly prefix: string;

  constructor(
    private readonly store: Store,
    person: string,
    private readonly now: () => number = Date.now,
  ) {
    this.prefix = `${PREFIX}${person}.`;
  }

  /** Keep an event until it is settled. A later position of a lesson stands for its earlier ones. */
  add(lesson: string, kind: ProgressKind, positionSeconds?: number): ProgressEvent {
    if (kind === 'position') {
      for (const [key, event] of this.entries()) {
        if (event.kind === 'position' && event.lesson === lesson) this.store.removeItem(key);
      }
    }
    const event: ProgressEvent = { lesson, kind, at: new Date(this.now()).toISOString(), sequence: this.nextSequence() };
    if (positionSeconds !== undefined) event.position_seconds = Math.max(0, Math.floor(positionSeconds));
    this.store.setItem(`${this.prefix}${event.sequence}`, JSON.stringify(event));
    return event;
  }

  /** What waits, oldest first, as much as may be sent at once. */
  pending(): ProgressEvent[] {
    return this.entries()
      .map(([, event]) => event)
      .sort((one, other) => one.sequence - other.sequence)
      .slice(0, MOST_AT_ONCE);
  }

  /** These have arrived, or never will. */
  settle(events: readonly ProgressEvent[]): void {
    for (const event of events) this.store.removeItem(`${this.prefix}${event.sequence}`);
  }

  private nextSequence(): number {
    // The clock comes first, so that the count goes on after the store was emptied; the rest tells open pages apart.
    const fromClock = this.now() * 1000 + Math.floor(Math.random() * 1000);
    this.last = Math.max(this.last + 1, fromClock);
    return this.last;
  }

  private entries(): [string, ProgressEvent][] {
    const keys = Array.from({ length: this.store.length }, (_, place) => this.store.key(place) ?? '');
    return keys
      .filter((key) => key.startsWith(this.prefix))
      .flatMap((key) => {
        const event = read(this.store.getItem(key));
        return event ? [[key, event] as [string, ProgressEvent]] : [];
      });
  }
}

function read(text: string | null): ProgressEvent | null {
  try {
    const event: unknown = JSON.parse(text ?? '');
    return typeof event === 'object' && event !== null && 'sequence' in event ? (event as ProgressEvent) : null;
  } catch {
    return null;
  }
}
