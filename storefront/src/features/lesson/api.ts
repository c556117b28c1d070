import 'server-only';

import { cache } from 'react';

import { getCourse, getOutline } from '@/features/courses/api';
import { ApiError, unwrap, unwrapOrNull } from '@/lib/api/errors';
import { fresh, publicApi } from '@/lib/api/http';
import type { CourseShape, LessonShape, LiveShape, MeOut, MyCourseOut, OutlineEntry, OutlineLesson } from '@/lib/api/schema';
import { myApi } from '@/lib/session/server';

export interface LessonPlace {
  course: CourseShape;
  live: LiveShape;
  entries: OutlineEntry[];
}

/** What a lesson waits for before it opens to who has a seat. */
export interface Waits {
  opensAt: string | null;
  /** A lesson to be done first. */
  first: { id: string; title: string } | null;
  /** A cohort to be chosen. */
  needsCohort: boolean;
}

/** What stands at a lesson's address for the person who asks. */
export type LessonVisit = LessonPlace &
  (
    | { isOpen: true; lesson: LessonShape; me: MeOut | null; seat: MyCourseOut | null; isAuthor: boolean }
    | { isOpen: false; lesson: OutlineLesson; chapter: string | null; isSignedIn: boolean; seat: MyCourseOut | null; waits: Waits | null }
  );

/** The lesson as the person may see it, or null where there is none under this address. */
export const visitLesson = cache(async (slug: string, id: string): Promise<LessonVisit | null> => {
  const api = await myApi();
  const [place, answer, me, seat] = await Promise.all([
    placeOf(slug),
    (api ?? publicApi()).GET('/api/v1/lessons/{public_id}', { params: { path: { public_id: id } }, ...fresh }),
    api?.GET('/api/v1/me', fresh).then(signedInOrNull),
    api?.GET('/api/v1/me/learning/{slug}', { params: { path: { slug } }, ...fresh }).then(signedInOrNull),
  ]);
  if (!place || answer.response.status === 404) return null;
  if (answer.data) {
    const lesson = answer.data.document;
    if (lesson.course_id !== place.course.id) return null;
    return { ...place, isOpen: true, lesson, me: me ?? null, seat: seat ?? null, isAuthor: isAuthor(place.course, me) };
  }
  const reason = reasonOf(answer.error);
  const isSignedIn = answer.response.status === 403 && (reason === 'enrolment_needed' || reason === 'lesson_not_open_yet');
  if (!isSignedIn && answer.response.status !== 401) unwrap(answer);
  const found = findLesson(place.entries, id);
  const waits = reason === 'lesson_not_open_yet' ? waitsOf(answer.error) : null;
  return found && { ...place, isOpen: false, ...found, isSignedIn, seat: seat ?? null, waits };
});

/** The course around a lesson: as everybody sees it, or, where it is not for everybody, as its people do. */
async function placeOf(slug: string): Promise<LessonPlace | null> {
  const [course, outline] = await Promise.all([getCourse(slug), getOutline(slug)]);
  if (course && outline) return { course: course.document, live: course.live, entries: outline.document.entries };
  const api = await myApi();
  if (!api) return null;
  const request = { params: { path: { slug } }, ...fresh };
  const [mine, contents] = await Promise.all([
    api.GET('/api/v1/courses/{slug}', request).then(unwrapOrNull),
    api.GET('/api/v1/courses/{slug}/outline', request).then(unwrapOrNull),
  ]);
  return mine && contents && { course: mine.document, live: mine.live, entries: contents.document.entries };
}

/** As `unwrapOrNull`; a session that has just ended counts as none. */
function signedInOrNull<T>(answer: { data?: T; error?: unknown; response: Response }): T | null {
  return answer.response.status === 401 ? null : unwrapOrNull(answer);
}

function reasonOf(error: unknown): string | undefined {
  return (error as ApiError['body'])?.error?.details.reason;
}

function waitsOf(error: unknown): Waits {
  const { opens_at, waits_for, waits_for_title, needs_cohort } = ((error as ApiError['body'])?.error?.details ?? {}) as Record<string, unknown>;
  return {
    opensAt: typeof opens_at === 'string' ? opens_at : null,
    first: typeof waits_for === 'string' ? { id: waits_for, title: String(waits_for_title ?? '') } : null,
    needsCohort: needs_cohort === true,
  };
}

function isAuthor(course: CourseShape, me: MeOut | null | undefined): boolean {
  return !!me?.producer_slug && [course.producer, ...course.co_authors].some(({ slug }) => slug === me.producer_slug);
}

function findLesson(entries: OutlineEntry[], id: string, chapter: string | null = null): { lesson: OutlineLesson; chapter: string | null } | null {
  for (const entry of entries) {
    const found =
      entry.kind === 'chapter' ? findLesson(entry.entries, id, entry.title) : entry.id === id ? { lesson: entry, chapter } : null;
    if (found) return found;
  }
  return null;
}
