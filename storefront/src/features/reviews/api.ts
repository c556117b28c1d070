import 'server-only';

import { fresh, publicApi } from '@/lib/api/http';
import { unwrapOrNull } from '@/lib/api/errors';

import type { ReviewsChoice } from './query';

/** A page of what learners say of a course, or null where there is no such course. Throws ApiError. */
export async function findReviews(slug: string, { stars, sort, cursor }: ReviewsChoice) {
  const query = { ...(stars && { stars }), ...(sort && { sort }), ...(cursor && { cursor }) };
  return unwrapOrNull(await publicApi().GET('/api/v1/courses/{slug}/reviews', { params: { path: { slug }, query }, ...fresh }));
}
