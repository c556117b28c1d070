import type { LoopInRequest, LoopOut, LoopsOut } from '@/lib/api/schema';

import { addLoop, inOrder, isLoop, readLoops, type NamedLoop } from './loops';

/**
 * `waiting`: kept here until the API can be reached. `signed-out`: kept here until the person signs in. `full`: the last one
 * was one too many. `refused`: the API did not take the last one.
 */
export type KeepState = 'kept' | 'waiting' | 'signed-out' | 'full' | 'refused';

export interface KeptLoops {
  loops: readonly NamedLoop[];
  state: KeepState;
}

export const NO_LOOPS: KeptLoops = { loops: [], state: 'kept' };

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;
type Change = { id: string; text: string; loop: NamedLoop | null };

const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 60_000;

/**
 * The loops that one person keeps in a lesson. What they do is kept on this device at once, each change as an entry of its
 * own, so that several open pages do not lose each other's, and sent until the API has confirmed it. Asks for what other
 * devices kept when somebody first listens.
 */
export class LoopKeeper {
  private view = NO_LOOPS;
  private readonly listeners = new Set<() => void>();
  private readonly address: string;
  private readonly key: string;
  private problem: KeepState = 'kept';
  private isLoaded = false;
  private underWay = false;
  private retryMs = FIRST_RETRY_MS;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly store: Store,
    person: string,
    lesson: string,
    private readonly send: typeof fetch = (...request) => fetch(...request),
  ) {
    this.address = `/api/v1/me/lessons/${lesson}/loops`;
    this.key = `loops.${person}.${lesson}`;
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

  snapshot = (): KeptLoops => this.view;

  /** Keep a loop, or change the one with its id. */
  keep(loop: NamedLoop): void {
    this.note(loop.id, loop);
  }

  forget(id: string): void {
    this.note(id, null);
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

  private note(id: string, loop: NamedLoop | null): void {
    this.problem = 'kept';
    this.store.setItem(`${this.key}.${id}`, JSON.stringify({ loop }));
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
    const { loops } = (await answer.json()) as LoopsOut;
    this.confirm(loops.map(fromApi));
    return null;
  }

  private async settle({ id, text, loop }: Change): Promise<KeepState | null> {
    const answer = await this.ask(`${this.address}/${id}`, loop ? { method: 'PUT', body: JSON.stringify(toApi(loop)) } : { method: 'DELETE' });
    if (!(answer instanceof Response)) return answer;
    const isGone = !loop && answer.status === 404;
    if (answer.ok || isGone) this.confirm(loop ? addLoop(this.confirmed(), loop) : this.confirmed().filter((each) => each.id !== id));
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

  private confirmed(): NamedLoop[] {
    return readLoops(this.store.getItem(this.key));
  }

  private confirm(loops: readonly NamedLoop[]): void {
    this.store.setItem(this.key, JSON.stringify(loops));
  }

  private waiting(): Change[] {
    const keys = Array.from({ length: this.store.length }, (_, place) => this.store.key(place) ?? '');
    return keys
      .filter((key) => key.startsWith(`${this.key}.`))
      .flatMap((key) => {
        const text = this.store.getItem(key) ?? '';
        const loop = readChange(text);
        if (loop !== undefined) return [{ id: key.slice(this.key.length + 1), text, loop }];
        this.store.removeItem(key);
        return [];
      });
  }

  private look(state: KeepState): void {
    const waiting = this.waiting();
    const changed = new Set(waiting.map(({ id }) => id));
    const loops = [...this.confirmed().filter(({ id }) => !changed.has(id)), ...waiting.flatMap(({ loop }) => loop ?? [])];
    // Nothing that waits is nothing to tell of.
    const isTold = waiting.length > 0 || state === 'full' || state === 'refused';
    this.view = { loops: inOrder(loops), state: isTold ? state : 'kept' };
    this.listeners.forEach((listener) => listener());
  }
}

/** The loop of a change, null for one that is forgotten, undefined for what cannot be read. */
function readChange(text: string): NamedLoop | null | undefined {
  try {
    const { loop } = JSON.parse(text) as { loop: unknown };
    return loop === null || isLoop(loop) ? loop : undefined;
  } catch {
    return undefined;
  }
}

const fromApi = ({ id, block, name, start_ms, end_ms }: LoopOut): NamedLoop => ({ id, block, name, from: start_ms / 1000, to: end_ms / 1000 });

const toApi = ({ block, name, from, to }: NamedLoop): LoopInRequest => ({
  block,
  name,
  start_ms: Math.round(from * 1000),
  end_ms: Math.round(to * 1000),
});
