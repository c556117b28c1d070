import type { AskedQuestion } from '@/features/quizzes/answers';

/** What every kind of question is drawn from. */
export interface FieldProps {
  question: AskedQuestion;
  /** The id of what is wrong with the answer, where something is. */
  errorId: string | undefined;
}

/** Of what can be chosen: a row that is wide enough for a thumb and stands out once it is chosen. */
export const CHOICE =
  'flex min-h-12 cursor-pointer items-start gap-3 rounded-card border border-control bg-bg px-4 py-3 text-ink ' +
  'hover:bg-surface-2 has-checked:border-ink has-checked:bg-surface-2 has-checked:shadow-[inset_0_0_0_1px_var(--ink)]';
