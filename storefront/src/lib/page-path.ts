/** A page's path as editors see it, from the segments of a route: decoded, without a slash at its end. */
export function pathOf(segments: readonly string[]): string {
  return `/${segments.map(decoded).filter(Boolean).join('/')}`;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
