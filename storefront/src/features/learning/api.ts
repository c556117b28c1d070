import 'server-only';

import { cohortsPath } from '@/features/cohorts/paths';
import { unwrap } from '@/lib/api/errors';
import type { PersonalApi } from '@/lib/api/http';
import type { CourseInHandOut, MyLearningOut } from '@/lib/api/schema';
import { coursePath } from '@/lib/course-path';

const ON_A_PAGE = 60;

/** My courses, last joined first. */
export async function myCourses(api: PersonalApi, cursor?: string): Promise<MyLearningOut> {
  return unwrap(await api.GET('/api/v1/me/learning', { params: { query: { page_size: ON_A_PAGE, cursor } } }));
}

/** Where to go on in a course of mine: a lesson, or the course's page where it has none that is open. */
export async function whereToGoOn(api: PersonalApi, slug: string): Promise<string> {
  const answer = await api.GET('/api/v1/me/learning/{slug}', { params: { path: { slug } } });
  if (answer.response.status === 404) return `/courses/${slug}`;
  const { resume, availability, enrolment } = unwrap(answer);
  if (enrolment.must_choose_cohort) return cohortsPath(slug);
  return resume ? `/courses/${slug}/lessons/${resume.lesson}` : coursePath(slug, availability);
}

export interface Shelves {
  inProgress: CourseInHandOut[];
  notStarted: CourseInHandOut[];
  finished: CourseInHandOut[];
}

/** Courses by how far one is; those in progress begin with the one opened last. */
export function sortIntoShelves(courses: CourseInHandOut[]): Shelves {
  const shelves: Shelves = { inProgress: [], notStarted: [], finished: [] };
  for (const course of courses) {
    if (course.enrolment.state === 'completed') shelves.finished.push(course);
    else if (course.progress.last_access_at) shelves.inProgress.push(course);
    else shelves.notStarted.push(course);
  }
  const opened = (course: CourseInHandOut) => course.progress.last_access_at ?? '';
  shelves.inProgress.sort((one, two) => opened(two).localeCompare(opened(one)));
  return shelves;
}
