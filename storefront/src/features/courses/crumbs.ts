import type { CourseShape } from '@/lib/api/schema';
import type { Crumb } from '@/ui/breadcrumb';

/** The way to a course: all courses, its category, itself. */
export function courseCrumbs({ category, title }: Pick<CourseShape, 'category' | 'title'>, all: string): Crumb[] {
  const within = category ? [{ name: category.name, href: `/categories/${category.slug}` }] : [];
  return [{ name: all, href: '/courses' }, ...within, { name: title }];
}
