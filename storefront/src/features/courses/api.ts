import 'server-only';

import { cache } from 'react';

import { cached, fresh, publicApi, type PersonalApi } from '@/lib/api/http';
import { unwrap, unwrapOrNull } from '@/lib/api/errors';
import type { operations } from '@/lib/api/schema';
import { tags } from '@/lib/api/tags';

export type CatalogueQuery = NonNullable<operations['courses']['parameters']['query']>;

/** A page of the catalogue. The unfiltered first page is kept, everything else is asked for anew. */
export async function findCourses(query: CatalogueQuery = {}) {
  const keep = Object.keys(query).every((name) => ['category', 'producer', 'sort', 'page_size', 'featured'].includes(name));
  const options = keep ? cached(tags.courses) : fresh;
  return unwrap(await publicApi().GET('/api/v1/courses', { params: { query }, ...options }));
}

/** A course, or null where there is none under this address. */
export async function getCourse(slug: string) {
  const answer = await publicApi().GET('/api/v1/courses/{slug}', { params: { path: { slug } }, ...cached(tags.course(slug)) });
  return unwrapOrNull(answer);
}

/** A course's contents, or null where there is none under this address. */
export async function getOutline(slug: string) {
  const path = '/api/v1/courses/{slug}/outline';
  return unwrapOrNull(await publicApi().GET(path, { params: { path: { slug } }, ...cached(tags.course(slug)) }));
}

/** All that a course's page shows, or null where there is none under this address. Asked for once per rendering. */
export const getCoursePage = cache(async (slug: string) => {
  const path = '/api/v1/courses/{slug}/page';
  return unwrapOrNull(await publicApi().GET(path, { params: { path: { slug } }, ...cached(tags.course(slug), tags.bundles) }));
});

/** The page of a course that has left the public pages, for one of its people; null where they may not see it either. */
export async function getCoursePageOf(api: PersonalApi, slug: string) {
  const request = { params: { path: { slug } }, ...fresh };
  const [page, part] = await Promise.all([
    api.GET('/api/v1/courses/{slug}/page', request).then(unwrapOrNull),
    api.GET('/api/v1/courses/{slug}/mine', request).then(unwrap),
  ]);
  return page && { page, part };
}

/** Categories, styles and levels, in their order. */
export async function getTerms() {
  return unwrap(await publicApi().GET('/api/v1/terms', cached(tags.terms)));
}
