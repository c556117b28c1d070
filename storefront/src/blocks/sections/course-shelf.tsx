import { CourseCard } from '@/features/courses/course-card';
import { AnyLink } from '@/ui/any-link';
import { Icon } from '@/ui/icon';

import { SectionHeading } from './heading';
import type { SectionProps } from './section';

export function CourseShelfSection({ value }: SectionProps<'course_shelf'>) {
  if (!value.courses.length) return null;
  return (
    <>
      <SectionHeading heading={value.heading} text={value.text}>
        {value.action && (
          <AnyLink href={value.action.url} className="inline-flex min-h-11 items-center gap-1 font-semibold text-ink underline-offset-4 hover:underline">
            {value.action.label}
            <Icon name="chevron-right" className="size-4" />
          </AnyLink>
        )}
      </SectionHeading>
      <ul className="grid gap-x-6 gap-y-10 sm:grid-cols-2 lg:grid-cols-4">
        {value.courses.map((card) => (
          <li key={card.document.id} className="grid">
            <CourseCard card={card} />
          </li>
        ))}
      </ul>
    </>
  );
}
