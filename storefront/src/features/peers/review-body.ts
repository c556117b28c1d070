import type { PeerReviewInRequest } from '@/lib/api/schema';
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
  const marks: Record<string, string> = {};
  for (const [name, value] of form) if (name.startsWith('mark:') && typeof value === 'string') marks[name.slice(5)] = value;
  const remarks: NonNullable<PeerReviewInRequest['remarks']> = [];
  for (let row = 0; row < REMARK_ROWS; row++) {
    const words = text(form, `words:${row}`).trim();
    if (!words) continue;
    const at = asMs(text(form, `at:${row}`));
    if (at === null) return { wrong: { [`at:${row}`]: ['@momentWrong'] } };
    remarks.push({ file: text(form, `file:${row}`), at_ms: at, text: words });
  }
  const points = text(form, 'points').trim();
  return { body: { text: text(form, 'text').replaceAll('\r\n', '\n'), marks, points: points || null, remarks } };
}
