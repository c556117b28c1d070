import type { LiveShape } from '@/lib/api/schema';
import type { Door } from '@/features/seat/join-panel';

/** What anybody may do with a course just now. */
export function doorOf({ price, seats_left, takes_learners, availability }: LiveShape): Door {
  if (availability !== 'published' || !takes_learners) return 'closed';
  if (seats_left !== null && seats_left <= 0) return 'full';
  return price.amount_minor > 0 ? 'priced' : 'free';
}
