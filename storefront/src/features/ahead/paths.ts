import { assignmentPath } from '@/features/assignments/paths';
import { attemptPath } from '@/features/quizzes/paths';
import type { DueOut } from '@/lib/api/schema';

/** What I was told in a course of mine. */
export const announcementsPath = (slug: string) => `/learning/${slug}/announcements`;

/** Where one does what is due. */
export function duePath({ course, lesson, id, attempt }: Pick<DueOut, 'course' | 'lesson' | 'id' | 'attempt'>): string {
  return attempt ? attemptPath(course.slug, lesson.id, id, attempt) : assignmentPath(course.slug, lesson.id, id);
}
