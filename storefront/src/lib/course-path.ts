/**
 * The address of a course's page for who has a seat in it. One that takes nobody new any more has left the public pages and
 * has a page for its learners alone.
 */
export const coursePath = (slug: string, availability: string) =>
  availability === 'published' ? `/courses/${slug}` : archivedCoursePath(slug);

export const archivedCoursePath = (slug: string) => `/learning/${slug}/course`;
