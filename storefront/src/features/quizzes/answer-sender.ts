import { ask } from '@/lib/api/browser';
import { ApiError } from '@/lib/api/errors';
import type { QuizAnswer, QuizAttemptOut } from '@/lib/api/schema';

import { answersIn } from './answers';

/**
 * `waiting`: not saved yet, tried again. `signed-out`: until the person signs in. `refused`: an answer does not fit its
 * question. `failed`: the API takes none. `over`: the attempt takes none any more.
 */
export type SaveState = 'untouched' | 'saving' | 'saved' | 'waiting' | 'signed-out' | 'refused' | 'failed' | 'over';

const SETTLES_MS = 800;
const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 30_000;

/** Whether the same may be taken when it is sent again. */
export const isPassing = ({ status }: ApiError) => [0, 409, 429].includes(status) || status >= 500;

interface Listeners {
  onState: (state: SaveState) => void;
  onSaved: (attempt: QuizAttemptOut) => void;
  /** What is wrong with the answers to which questions. */
  onRefused: (fields: Record<string, string[]>) => void;
  onSignedOut: () => void;
}

/** Saves the answers of an attempt as they are given, a moment after the last, and tries again until they have arrived. */
export class AnswerSender {
  private readonly waiting = new Map<string, QuizAnswer>();
  private readonly refused = new Set<string>();
  private underWay = false;
  private stopped = false;
  private retryMs = FIRST_RETRY_MS;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly attempt: string,
    private readonly listeners: Listeners,
  ) {}

  keep(question: string, answer: QuizAnswer): void {
    if (this.stopped) return;
    this.waiting.set(question, answer);
    this.refused.delete(question);
    this.listeners.onState('saving');
    this.flushIn(SETTLES_MS);
  }

  /** Save now what waits. */
  flush = async (): Promise<void> => {
    if (this.underWay || this.stopped || this.waiting.size === 0) return;
    clearTimeout(this.timer);
    this.underWay = true;
    this.listeners.onState('saving');
    const problem = await this.send(new Map(this.waiting));
    this.underWay = false;
    if (this.stopped && problem !== 'over') return;
    if (problem) this.listeners.onState(problem);
    else if (this.waiting.size > 0) void this.flush();
    else this.listeners.onState(this.refused.size > 0 ? 'refused' : 'saved');
  };

  /** Save now what waits, as the page goes: also what is under way, since twice is harmless. */
  leave = (): void => {
    if (!this.stopped && this.waiting.size > 0) void this.send(new Map(this.waiting), { keepalive: true });
  };

  /** Send nothing any more. */
  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private async send(sent: ReadonlyMap<string, QuizAnswer>, options: { keepalive?: boolean } = {}): Promise<SaveState | null> {
    try {
      const body = answersIn(sent);
      const attempt = await ask<QuizAttemptOut>(`/api/v1/me/quiz-attempts/${this.attempt}/answers`, { method: 'PATCH', body, ...options });
      this.settle(sent);
      this.retryMs = FIRST_RETRY_MS;
      this.listeners.onSaved(attempt);
      return null;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return this.understand(error, sent);
    }
  }

  private understand(problem: ApiError, sent: ReadonlyMap<string, QuizAnswer>): SaveState | null {
    const { status, reason, fields, retryAfterSeconds = 0 } = problem;
    if (reason === 'attempt_is_over') {
      this.stop();
      return 'over';
    }
    if (isPassing(problem)) {
      this.flushIn(Math.max(this.retryMs, retryAfterSeconds * 1000));
      this.retryMs = Math.min(this.retryMs * 2, LAST_RETRY_MS);
      return 'waiting';
    }
    if (status === 401) {
      this.listeners.onSignedOut();
      return 'signed-out';
    }
    const wrong = [...sent].filter(([question]) => question in fields);
    if (wrong.length === 0) return 'failed';
    // What is wrong in itself would hold up everything beside it.
    this.settle(new Map(wrong));
    for (const [question] of wrong) if (!this.waiting.has(question)) this.refused.add(question);
    this.listeners.onRefused(fields);
    return null;
  }

  /** These need no sending any more, but for what was answered anew meanwhile. */
  private settle(sent: ReadonlyMap<string, QuizAnswer>): void {
    for (const [question, answer] of sent) if (this.waiting.get(question) === answer) this.waiting.delete(question);
  }

  private flushIn(ms: number): void {
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => void this.flush(), ms);
  }
}
