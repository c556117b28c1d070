/** Where a link of a draft leads within the preview `id`, or null where it leads out of it. */
export function linkInPreview(pathname: string, id: string, course: string | null): string | null {
  if (pathname.startsWith(`/preview/${id}/`)) return pathname;
  const [, , slug, kind, lesson] = pathname.split('/');
  if (!course || !pathname.startsWith('/courses/') || slug !== course) return null;
  if (!kind) return `/preview/${id}/course`;
  return kind === 'lessons' && lesson ? `/preview/${id}/lessons/${lesson}` : null;
}
