import { lessonPath } from '@/features/lesson/paths';

/** The address of an assignment's page. */
export const assignmentPath = (course: string, lesson: string, assignment: string) => `${lessonPath(course, lesson)}/assignments/${assignment}`;

/** The address of all that one has to hand in. */
export const WORK_PATH = '/account/work';
