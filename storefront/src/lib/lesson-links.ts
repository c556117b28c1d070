const LESSON = /^\/lessons\/([0-9a-f-]{36})$/;

/** Where links of written text lead here: those to lessons go to `lessonPath`, all others where they say. */
export function lessonLinks(lessonPath: (id: string) => string): (href: string) => string {
  return (href) => {
    const lesson = LESSON.exec(href)?.[1];
    return lesson ? lessonPath(lesson) : href;
  };
}
