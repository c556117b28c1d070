import { ask } from '@/lib/api/browser';
import { ApiError } from '@/lib/api/errors';
import { onSessionRenewed } from '@/lib/session/events';

/**
 * `waiting`: not saved yet, tried again. `signed-out`: until the person signs in. `changed`: another window has written
 * on. `over`: nothing is taken any more. `failed`: the API takes none of it.
 */
export type DraftState = 'untouched' | 'saving' | 'saved' | 'waiting' | 'signed-out' | 'changed' | 'over' | 'failed';

const SETTLES_MS = 1_200;
const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 30_000;

export interface DraftListeners {
  onState: (state: DraftState, problem?: ApiError) => void;
  onEdition: (edition: number) => void;
}

/** Where a draft is kept and how; `over` are the API's words for that nothing is taken any more. */
export interface DraftRoute<Written, Answer> {
  address: `/api/v1/${string}`;
  body: (written: Written, edition: number) => object;
  editionIn: (answer: Answer) => number | undefined;
  over: ReadonlySet<string>;
}

/** Keeps a draft as it is written, a moment after the last letter, one request at a time, until it has arrived. */
export class DraftKeeper<Written, Answer> {
  protected underWay: Promise<void> | null = null;
  protected timer: ReturnType<typeof setTimeout> | undefined;
  private written: Written | null = null;
  private stopped = false;
  private retryMs = FIRST_RETRY_MS;

  constructor(
    private readonly route: DraftRoute<Written, Answer>,
    protected edition: number,
    private readonly listeners: DraftListeners,
  ) {}

  keep(written: Written): void {
    if (this.stopped) return;
    this.written = written;
    this.listeners.onState('saving');
    this.flushIn(SETTLES_MS);
  }

  /** Save now what waits; done when nothing is under way any more. */
  flush = async (): Promise<void> => {
    clearTimeout(this.timer);
    if (this.underWay) await this.underWay;
    if (this.stopped || this.written === null) return;
    this.underWay = this.send(this.written);
    await this.underWay;
    this.underWay = null;
  };

  /** Save now what waits, as the page goes. */
  leave = (): void => {
    if (this.stopped || this.written === null || this.underWay) return;
    void ask(this.route.address, { method: 'PATCH', body: this.route.body(this.written, this.edition), keepalive: true }).catch(() => {});
  };

  /** Save when the connection or the session is back and when the page goes, until what this answers is called. */
  follow(): () => void {
    const forgetRenewal = onSessionRenewed(() => void this.flush());
    const turn = () => document.visibilityState === 'hidden' && this.leave();
    window.addEventListener('online', this.flush);
    window.addEventListener('pagehide', this.leave);
    document.addEventListener('visibilitychange', turn);
    return () => {
      forgetRenewal();
      window.removeEventListener('online', this.flush);
      window.removeEventListener('pagehide', this.leave);
      document.removeEventListener('visibilitychange', turn);
      this.leave();
      this.stop();
    };
  }

  /** Send nothing any more. */
  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private async send(written: Written): Promise<void> {
    this.listeners.onState('saving');
    try {
      const found = await ask<Answer>(this.route.address, { method: 'PATCH', body: this.route.body(written, this.edition) });
      this.edition = this.route.editionIn(found) ?? this.edition;
      this.retryMs = FIRST_RETRY_MS;
      this.listeners.onEdition(this.edition);
      if (this.written === written) {
        this.written = null;
        this.listeners.onState('saved');
      } else if (!this.stopped) this.flushIn(0);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.understand(error);
    }
  }

  private understand(problem: ApiError): void {
    const { status, reason, retryAfterSeconds = 0 } = problem;
    if (reason === 'draft_changed_elsewhere' || this.route.over.has(reason ?? '')) {
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
