import { ask } from '@/lib/api/browser';
import { ApiError } from '@/lib/api/errors';
import type { AssignmentOut } from '@/lib/api/schema';

/**
 * `waiting`: not saved yet, tried again. `signed-out`: until the person signs in. `changed`: another window has written
 * on. `over`: nothing is taken any more. `failed`: the API takes none of it.
 */
export type DraftState = 'untouched' | 'saving' | 'saved' | 'waiting' | 'signed-out' | 'changed' | 'over' | 'failed';

const SETTLES_MS = 1_200;
const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 30_000;
const OVER = new Set(['hand_in_waits', 'assignment_is_done', 'hand_in_is_late']);

interface Place {
  lesson: string;
  assignment: string;
  number: number;
}

interface Listeners {
  onState: (state: DraftState, problem?: ApiError) => void;
  onEdition: (edition: number) => void;
}

export const addressOf = ({ lesson, assignment }: Place) => `/api/v1/me/lessons/${lesson}/assignments/${assignment}` as const;

/** Keeps a draft as it is written, a moment after the last letter, one request at a time, until it has arrived. */
export class DraftSender {
  private text: string | null = null;
  private underWay: Promise<void> | null = null;
  private stopped = false;
  private retryMs = FIRST_RETRY_MS;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly place: Place,
    private edition: number,
    private readonly listeners: Listeners,
  ) {}

  keep(text: string): void {
    if (this.stopped) return;
    this.text = text;
    this.listeners.onState('saving');
    this.flushIn(SETTLES_MS);
  }

  /** Save now what waits; done when nothing is under way any more. */
  flush = async (): Promise<void> => {
    clearTimeout(this.timer);
    if (this.underWay) await this.underWay;
    if (this.stopped || this.text === null) return;
    this.underWay = this.send(this.text);
    await this.underWay;
    this.underWay = null;
  };

  /** Hand in this text. Resolves to why it was not taken, or to null. */
  async handIn(text: string): Promise<ApiError | null> {
    clearTimeout(this.timer);
    // What is under way would make this one look like another window's.
    if (this.underWay) await this.underWay;
    try {
      await ask<AssignmentOut>(`${addressOf(this.place)}/hand-in`, { method: 'POST', body: this.body(text) });
      this.stop();
      return null;
    } catch (error) {
      if (error instanceof ApiError) return error;
      throw error;
    }
  }

  /** Save now what waits, as the page goes. */
  leave = (): void => {
    if (this.stopped || this.text === null || this.underWay) return;
    void ask(`${addressOf(this.place)}/draft`, { method: 'PATCH', body: this.body(this.text), keepalive: true }).catch(() => {});
  };

  /** Send nothing any more. */
  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private body(text: string) {
    return { number: this.place.number, edition: this.edition, text };
  }

  private async send(text: string): Promise<void> {
    this.listeners.onState('saving');
    try {
      const found = await ask<AssignmentOut>(`${addressOf(this.place)}/draft`, { method: 'PATCH', body: this.body(text) });
      this.edition = found.rounds[0]?.edition ?? this.edition;
      this.retryMs = FIRST_RETRY_MS;
      this.listeners.onEdition(this.edition);
      if (this.text === text) {
        this.text = null;
        this.listeners.onState('saved');
      } else if (!this.stopped) this.flushIn(0);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.understand(error);
    }
  }

  private understand(problem: ApiError): void {
    const { status, reason, retryAfterSeconds = 0 } = problem;
    if (reason === 'draft_changed_elsewhere' || OVER.has(reason ?? '')) {
      this.stop();
      this.listeners.onState(reason === 'draft_changed_elsewhere' ? 'changed' : 'over', problem);
    } else if (status === 0 || status === 429 || status >= 500) {
      this.flushIn(Math.max(this.retryMs, retryAfterSeconds * 1000));
      this.retryMs = Math.min(this.retryMs * 2, LAST_RETRY_MS);
      this.listeners.onState('waiting', problem);
    } else this.listeners.onState(status === 401 ? 'signed-out' : 'failed', problem);
  }

  private flushIn(ms: number): void {
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => void this.flush(), ms);
  }
}
