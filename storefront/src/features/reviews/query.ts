export const REVIEW_SORTS = ['best', 'worst'] as const;
export const STARS = [5, 4, 3, 2, 1] as const;

/** Which of a course's reviews somebody wants to read. */
export interface ReviewsChoice {
  stars: (typeof STARS)[number] | null;
  /** Null for the newest first. */
  sort: (typeof REVIEW_SORTS)[number] | null;
  cursor: string;
}

/** What an address asks for; whatever makes no sense in it is left out. */
export function readReviewsChoice(params: Record<string, string | string[] | undefined>): ReviewsChoice {
  const one = (name: string) => [params[name]].flat()[0] ?? '';
  return {
    stars: STARS.find((stars) => String(stars) === one('stars')) ?? null,
    sort: REVIEW_SORTS.find((sort) => sort === one('sort')) ?? null,
    cursor: one('cursor'),
  };
}

/** The address of a course's reviews. */
export function reviewsHref(slug: string, { stars, sort, cursor }: Partial<ReviewsChoice> = {}): string {
  const params = new URLSearchParams();
  if (stars) params.set('stars', String(stars));
  if (sort) params.set('sort', sort);
  if (cursor) params.set('cursor', cursor);
  const text = params.toString();
  return `/courses/${slug}/reviews${text && `?${text}`}`;
}

/** Each number of stars from five down, with how many gave it and how many of a hundred that is. */
export function starShares(stars: readonly number[]): { stars: (typeof STARS)[number]; count: number; percent: number }[] {
  const total = stars.reduce((sum, count) => sum + count, 0);
  return STARS.map((each) => {
    const count = stars[each - 1] ?? 0;
    return { stars: each, count, percent: total ? Math.round((100 * count) / total) : 0 };
  });
}
