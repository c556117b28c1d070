import { assignmentPath } from '@/features/assignments/paths';
import { peerReviewPath } from '@/features/peers/paths';
import { attemptPath } from '@/features/quizzes/paths';
import type { DueOut } from '@/lib/api/schema';

/** What I was told in a course of mine. */
export const announcementsPath = (slug: string) => `/learning/${slug}/announcements`;

/** Where one does what is due. */
export function duePath({ kind, course, lesson, id, attempt }: Pick<DueOut, 'kind' | 'course' | 'lesson' | 'id' | 'attempt'>): string {
  if (kind === 'peer_review') return peerReviewPath(id);
  return attempt ? attemptPath(course.slug, lesson.id, id, attempt) : assignmentPath(course.slug, lesson.id, id);
}
