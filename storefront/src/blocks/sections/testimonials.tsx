import { Picture } from '@/ui/picture';

import { SectionHeading } from './heading';
import type { SectionProps } from './section';

export function TestimonialsSection({ value }: SectionProps<'testimonials'>) {
  const columns = value.testimonials.length === 1 ? 'max-w-3xl' : 'md:grid-cols-2 lg:grid-cols-3';
  return (
    <>
      <SectionHeading heading={value.heading} />
      <ul className={`grid gap-6 ${columns}`}>
        {value.testimonials.map(({ text, name, role, picture }) => (
          <li key={`${name} ${text}`} className="grid">
            <figure className="flex flex-col rounded-card bg-surface p-7">
              <blockquote className="text-lg text-ink">“{text}”</blockquote>
              <figcaption className="mt-auto flex items-center gap-3 pt-6 text-sm">
                {picture && (
                  <Picture picture={picture.image} alt={picture.alt_text} sizes="3rem" className="size-12 rounded-full bg-surface-2 object-cover" />
                )}
                <span>
                  <span className="block font-semibold text-ink">{name}</span>
                  {role && <span className="text-muted">{role}</span>}
                </span>
              </figcaption>
            </figure>
          </li>
        ))}
      </ul>
    </>
  );
}
