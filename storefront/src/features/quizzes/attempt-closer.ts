import { ask } from '@/lib/api/browser';
import { ApiError } from '@/lib/api/errors';
import type { QuizAnswer } from '@/lib/api/schema';

import { isPassing } from './answer-sender';
import { answersIn } from './answers';

const RETRY_MS = 5_000;

type Answers = ReadonlyMap<string, QuizAnswer>;

interface Listeners {
  /** It is being handed in, or was: the page is to show how it went. */
  onHandingIn: (isHandingIn: boolean) => void;
  onDone: () => void;
  onProblem: (problem: ApiError) => void;
}

/**
 * Hands an attempt in. Once the time is up it does not give in: answers that do not fit stay behind, and where nobody takes
 * it, it asks again.
 */
export class AttemptCloser {
  private underWay = false;
  private stopped = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** What is still to be handed in because the time is up. */
  private due: Answers | null = null;

  constructor(
    private readonly attempt: string,
    private readonly listeners: Listeners,
  ) {}

  async handIn(answers: Answers, { isTimeUp }: { isTimeUp: boolean }): Promise<void> {
    if (this.underWay || this.stopped) return;
    clearTimeout(this.timer);
    this.underWay = true;
    this.listeners.onHandingIn(true);
    const problem = await this.send(answers);
    this.underWay = false;
    if (this.stopped) return;
    if (!problem || problem.reason === 'attempt_is_over') {
      this.stop();
      this.listeners.onDone();
      return;
    }
    const fitting = new Map([...answers].filter(([question]) => !(question in problem.fields)));
    this.due = isTimeUp ? fitting : null;
    this.listeners.onProblem(problem);
    if (isTimeUp && fitting.size < answers.size) return this.again();
    if (isTimeUp && isPassing(problem)) this.timer = setTimeout(() => void this.again(), RETRY_MS);
    else this.listeners.onHandingIn(false);
  }

  /** Hand in now what could not be when the time was up. */
  again = async (): Promise<void> => {
    if (this.due) await this.handIn(this.due, { isTimeUp: true });
  };

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private async send(answers: Answers): Promise<ApiError | null> {
    try {
      await ask(`/api/v1/me/quiz-attempts/${this.attempt}/hand-in`, { method: 'POST', body: answersIn(answers) });
      return null;
    } catch (error) {
      if (error instanceof ApiError) return error;
      throw error;
    }
  }
}
