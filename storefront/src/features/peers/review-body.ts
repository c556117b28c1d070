import type { PatchedPeerReviewDraftInRequest, PeerReviewInRequest } from '@/lib/api/schema';
import { text } from '@/lib/forms';

export const REMARK_ROWS = 30;
const MOMENT = /^(\d{1,4}):([0-5]?\d)$/;

/** A moment as one reads it off a player, in milliseconds; null for what is none. */
export function asMs(moment: string): number | null {
  const found = MOMENT.exec(moment.trim());
  return found ? (Number(found[1]) * 60 + Number(found[2])) * 1000 : null;
}

/** What the form sends, or which of its fields is wrong. Rows without words are left out. */
export function reviewBody(form: FormData): { body: PeerReviewInRequest } | { wrong: Record<string, string[]> } {
  const { remarks, wrong } = remarksIn(form);
  return wrong === null ? { body: { text: wordsIn(form), marks: marksIn(form), points: pointsIn(form), remarks } } : { wrong: { [`at:${wrong}`]: ['@momentWrong'] } };
}

/** What is written so far. A remark waits until one can read its moment. */
export function draftBody(form: FormData): Omit<PatchedPeerReviewDraftInRequest, 'edition'> {
  const points = Number(pointsIn(form) ?? Number.NaN);
  return { text: wordsIn(form), marks: marksIn(form), points: points >= 0 ? points.toFixed(2) : null, remarks: remarksIn(form).remarks };
}

const wordsIn = (form: FormData) => text(form, 'text').replaceAll('\r\n', '\n');
const pointsIn = (form: FormData) => text(form, 'points').trim() || null;

function marksIn(form: FormData): Record<string, string> {
  const marks: Record<string, string> = {};
  for (const [name, value] of form) if (name.startsWith('mark:') && typeof value === 'string') marks[name.slice(5)] = value;
  return marks;
}

/** The remarks, and the first row whose moment is none. */
function remarksIn(form: FormData) {
  const remarks: NonNullable<PeerReviewInRequest['remarks']> = [];
  let wrong: number | null = null;
  for (let row = 0; row < REMARK_ROWS; row++) {
    const words = text(form, `words:${row}`).trim();
    if (!words) continue;
    const at = asMs(text(form, `at:${row}`));
    if (at === null) wrong ??= row;
    else remarks.push({ file: text(form, `file:${row}`), at_ms: at, text: words });
  }
  return { remarks, wrong };
}
