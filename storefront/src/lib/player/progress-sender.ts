import type { Error as ErrorBody, LessonStateOut, RecordedOut } from '@/lib/api/schema';

import type { ProgressEvent, ProgressKind, ProgressQueue } from './progress-queue';

/**
 * `waiting`: kept here until the API can be reached. `signed-out`: kept until the person signs in, which `suspended`
 * people cannot. `failed`: kept, though the
 * API did not take it. `refused`: the seat is gone.
 */
export type SendState = 'saved' | 'sending' | 'waiting' | 'signed-out' | 'suspended' | 'failed' | 'refused';

const ADDRESS = '/api/v1/me/progress';
const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 60_000;

interface Listeners {
  onState: (state: SendState) => void;
  onRecorded: (lessons: LessonStateOut[]) => void;
}

/**
 * Sends what waits in a queue, one batch at a time, and tries again until the API has confirmed it. Sending twice is
 * harmless there, so whatever is in doubt is sent again.
 */
export class ProgressSender {
  private underWay = false;
  private sending: Promise<unknown> = Promise.resolve();
  private retryMs = FIRST_RETRY_MS;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private stopped = false;

  constructor(
    private readonly queue: ProgressQueue,
    private readonly listeners: Listeners,
    private readonly send: typeof fetch = (...request) => fetch(...request),
  ) {}

  record(lesson: string, kind: ProgressKind, positionSeconds?: number): void {
    this.queue.add(lesson, kind, positionSeconds);
    void this.flush();
  }

  /** Send now what waits. */
  async flush(): Promise<void> {
    if (this.underWay || this.stopped) return;
    clearTimeout(this.timer);
    const events = this.queue.pending();
    if (events.length === 0) {
      this.listeners.onState('saved');
      return;
    }
    this.underWay = true;
    this.listeners.onState('sending');
    const sending = this.sendBatch(events);
    this.sending = sending;
    const next = await sending;
    this.underWay = false;
    if (next === 'more') await this.flush();
    else this.listeners.onState(next);
  }

  /** Until nothing is on its way any more; what could not be sent still waits. */
  async arrived(): Promise<void> {
    while (this.underWay) await this.sending;
  }

  /** Send now what waits, as the page goes: also what is under way, since twice is harmless. The request outlives the page. */
  leave(): void {
    const events = this.queue.pending();
    if (events.length > 0) void this.sendBatch(events);
  }

  /** Send nothing by itself any more; what waits stays. */
  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private async sendBatch(events: ProgressEvent[]): Promise<SendState | 'more'> {
    let answer: Response;
    try {
      answer = await this.send(ADDRESS, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ events }),
        keepalive: true,
      });
    } catch {
      return this.tryAgain();
    }
    if (answer.status === 429 || answer.status >= 500) return this.tryAgain(Number(answer.headers.get('Retry-After')) * 1000);
    this.retryMs = FIRST_RETRY_MS;
    const body: unknown = await answer.json().catch(() => null);
    if (answer.status === 401) return isSuspended(body) ? 'suspended' : 'signed-out';
    if (!answer.ok) {
      // What is wrong in itself would hold up everything behind it.
      const wrong = events.filter((_, place) => namedIn(body).has(place));
      this.queue.settle(wrong);
      return wrong.length > 0 ? 'more' : 'failed';
    }
    this.queue.settle(events);
    const recorded = body as RecordedOut | null;
    if (recorded) this.listeners.onRecorded(recorded.lessons);
    return recorded?.refused.length === events.length ? 'refused' : 'more';
  }

  private tryAgain(afterMs = 0): SendState {
    if (!this.stopped) this.timer = setTimeout(() => void this.flush(), Math.max(this.retryMs, afterMs || 0));
    this.retryMs = Math.min(this.retryMs * 2, LAST_RETRY_MS);
    return 'waiting';
  }
}

/** The places in the list of what the API found wrong. */
function namedIn(body: unknown): Set<number> {
  const fields = (body as ErrorBody | null)?.error?.details?.fields ?? {};
  return new Set(Object.keys(fields).flatMap((name) => /^events\.(\d+)/.exec(name)?.[1] ?? []).map(Number));
}

const isSuspended = (body: unknown) => (body as ErrorBody | null)?.error?.details?.reason === 'account_suspended';
