import type { ReasonEnum } from '@/lib/api/schema';

/** Why something should not be there. */
export const REASONS = ['spam', 'insult', 'untrue', 'private', 'rights', 'other'] as const satisfies readonly ReasonEnum[];
