import { lessonPath } from '@/features/lesson/paths';

/** The address of a quiz's page. */
export const quizPath = (course: string, lesson: string, quiz: string) => `${lessonPath(course, lesson)}/quizzes/${quiz}`;

/** The address of an attempt, while it is answered and after. */
export const attemptPath = (course: string, lesson: string, quiz: string, attempt: string) => `${quizPath(course, lesson, quiz)}/attempts/${attempt}`;
