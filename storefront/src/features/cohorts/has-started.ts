import type { CohortShape } from '@/lib/api/schema';

/** Whether its lessons are open by now. */
export const hasStarted = ({ starts_at }: CohortShape) => new Date(starts_at) <= new Date();
