/** The address of a lesson's page. */
export const lessonPath = (course: string, lesson: string) => `/courses/${course}/lessons/${lesson}`;
