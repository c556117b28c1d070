import { ask } from '@/lib/api/browser';
import { ApiError } from '@/lib/api/errors';
import type { AssignmentOut } from '@/lib/api/schema';
import { DraftKeeper, type DraftListeners } from '@/lib/draft-keeper';

const OVER = new Set(['hand_in_waits', 'assignment_is_done', 'hand_in_is_late']);

interface Place {
  lesson: string;
  assignment: string;
  number: number;
}

export const addressOf = ({ lesson, assignment }: Place) => `/api/v1/me/lessons/${lesson}/assignments/${assignment}` as const;

/** Keeps the text of a round as it is written, and hands it in. */
export class DraftSender extends DraftKeeper<string, AssignmentOut> {
  constructor(
    private readonly place: Place,
    edition: number,
    listeners: DraftListeners,
  ) {
    const body = (text: string, seen: number) => ({ number: place.number, edition: seen, text });
    super({ address: `${addressOf(place)}/draft`, body, editionIn: ({ rounds }) => rounds[0]?.edition, over: OVER }, edition, listeners);
  }

  /** Hand in this text. Resolves to why it was not taken, or to null. */
  async handIn(text: string): Promise<ApiError | null> {
    clearTimeout(this.timer);
    // What is under way would make this one look like another window's.
    if (this.underWay) await this.underWay;
    try {
      await ask<AssignmentOut>(`${addressOf(this.place)}/hand-in`, { method: 'POST', body: { number: this.place.number, edition: this.edition, text } });
      this.stop();
      return null;
    } catch (error) {
      if (error instanceof ApiError) return error;
      throw error;
    }
  }
}
