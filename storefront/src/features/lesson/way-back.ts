import { archivedCoursePath } from '@/lib/course-path';

import { lessonPath } from './paths';

interface Place {
  course: { slug: string; title: string };
  lesson: { id: string; title: string };
}

/** Where what is done in a lesson leads back to: the course, once the lesson has left it and has no title any more. */
export const wayBack = ({ course, lesson }: Place) =>
  lesson.title ? { name: lesson.title, href: lessonPath(course.slug, lesson.id) } : { name: course.title, href: archivedCoursePath(course.slug) };
