import { putOn, readShelf, type Kept, type Shelf } from './shelf';

/**
 * `waiting`: kept here until the API can be reached. `signed-out`: kept here until the person signs in. `full`: the last one
 * was one too many. `refused`: the API did not take the last one.
 */
export type KeepState = 'kept' | 'waiting' | 'signed-out' | 'full' | 'refused';

export interface KeptThings<T> {
  things: readonly T[];
  state: KeepState;
}

export const NOTHING_KEPT: KeptThings<never> = { things: [], state: 'kept' };

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;
type Change<T> = { id: string; text: string; thing: T | null };

const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 60_000;

/**
 * What one person keeps in a lesson on one shelf: their loops, their notes. What they do is kept on this device at once, each change as an entry of its
 * own, so that several open pages do not lose each other's, and sent until the API has confirmed it. Asks for what other
 * devices kept when somebody first listens.
 */
export class Keeper<T extends Kept> {
  private view: KeptThings<T> = NOTHING_KEPT;
  private readonly listeners = new Set<() => void>();
  private readonly address: string;
  private readonly key: string;
  private problem: KeepState = 'kept';
  private isLoaded = false;
  private underWay = false;
  private retryMs = FIRST_RETRY_MS;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly shelf: Shelf<T>,
    private readonly store: Store,
    person: string,
    lesson: string,
    private readonly send: typeof fetch = (...request) => fetch(...request),
  ) {
    this.address = `/api/v1/me/lessons/${lesson}/${shelf.name}`;
    this.key = `${shelf.name}.${person}.${lesson}`;
    this.look('kept');
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    if (!this.isLoaded) void this.sync();
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) clearTimeout(this.timer);
    };
  };

  snapshot = (): KeptThings<T> => this.view;

  /** Keep it, or change the one with its id. */
  keep(thing: T): void {
    this.change(thing.id, thing);
  }

  forget(id: string): void {
    this.change(id, null);
  }

  /** Send now what waits, and ask for what is kept if that was not answered yet. */
  sync = async (): Promise<void> => {
    if (this.underWay) return;
    this.underWay = true;
    clearTimeout(this.timer);
    const state = await this.settleAll();
    this.underWay = false;
    this.look(state);
  };

  private change(id: string, thing: T | null): void {
    this.problem = 'kept';
    this.store.setItem(`${this.key}.${id}`, JSON.stringify({ thing }));
    this.look('kept');
    void this.sync();
  }

  private async settleAll(): Promise<KeepState> {
    for (;;) {
      const change = this.waiting()[0];
      if (!change && this.isLoaded) return this.problem;
      const obstacle = await (change ? this.settle(change) : this.load());
      if (obstacle) return obstacle;
      this.look(this.problem);
    }
  }

  private async load(): Promise<KeepState | null> {
    const answer = await this.ask(this.address);
    if (!(answer instanceof Response)) return answer;
    this.isLoaded = true;
    if (!answer.ok) return null;
    const found = (await answer.json()) as Record<string, never[]>;
    this.confirm((found[this.shelf.name] ?? []).map(this.shelf.fromApi));
    return null;
  }

  private async settle({ id, text, thing }: Change<T>): Promise<KeepState | null> {
    const answer = await this.ask(`${this.address}/${id}`, thing ? { method: 'PUT', body: JSON.stringify(this.shelf.toApi(thing)) } : { method: 'DELETE' });
    if (!(answer instanceof Response)) return answer;
    const isGone = !thing && answer.status === 404;
    if (answer.ok || isGone) this.confirm(thing ? putOn(this.shelf, this.confirmed(), thing) : this.confirmed().filter((each) => each.id !== id));
    else this.problem = answer.status === 409 ? 'full' : 'refused';
    // Done anew meanwhile, it is sent anew.
    if (this.store.getItem(`${this.key}.${id}`) === text) this.store.removeItem(`${this.key}.${id}`);
    return null;
  }

  /** The answer, or what keeps it from coming. */
  private async ask(address: string, init: RequestInit = {}): Promise<Response | KeepState> {
    const headers = init.body ? { 'Content-Type': 'application/json' } : undefined;
    const answer = await this.send(address, { ...init, headers, keepalive: true }).catch(() => null);
    if (answer?.status === 401) return 'signed-out';
    if (answer && answer.status !== 429 && answer.status < 500) {
      this.retryMs = FIRST_RETRY_MS;
      return answer;
    }
    const asked = Number(answer?.headers.get('Retry-After')) * 1000 || 0;
    if (this.listeners.size > 0) this.timer = setTimeout(() => void this.sync(), Math.max(this.retryMs, asked));
    this.retryMs = Math.min(this.retryMs * 2, LAST_RETRY_MS);
    return 'waiting';
  }

  private confirmed(): T[] {
    return readShelf(this.shelf, this.store.getItem(this.key));
  }

  private confirm(things: readonly T[]): void {
    this.store.setItem(this.key, JSON.stringify(things));
  }

  private waiting(): Change<T>[] {
    const keys = Array.from({ length: this.store.length }, (_, place) => this.store.key(place) ?? '');
    return keys
      .filter((key) => key.startsWith(`${this.key}.`))
      .flatMap((key) => {
        const text = this.store.getItem(key) ?? '';
        const thing = this.readChange(text);
        if (thing !== undefined) return [{ id: key.slice(this.key.length + 1), text, thing }];
        this.store.removeItem(key);
        return [];
      });
  }

  private look(state: KeepState): void {
    const waiting = this.waiting();
    const changed = new Set(waiting.map(({ id }) => id));
    const things = [...this.confirmed().filter(({ id }) => !changed.has(id)), ...waiting.flatMap(({ thing }) => thing ?? [])];
    // Nothing that waits is nothing to tell of.
    const isTold = waiting.length > 0 || state === 'full' || state === 'refused';
    this.view = { things: things.sort(this.shelf.compare), state: isTold ? state : 'kept' };
    this.listeners.forEach((listener) => listener());
  }

  /** What is kept by a change, null for one that forgets, undefined for what cannot be read. */
  private readChange(text: string): T | null | undefined {
    try {
      const { thing } = JSON.parse(text) as { thing: unknown };
      return thing === null || this.shelf.holds(thing) ? thing : undefined;
    } catch {
      return undefined;
    }
  }
}
