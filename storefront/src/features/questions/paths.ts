import { lessonPath } from '@/features/lesson/paths';

/** The address of a question's page. */
export const questionPath = (course: string, lesson: string, question: string) => `${lessonPath(course, lesson)}/questions/${question}`;
