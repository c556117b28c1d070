import type { CardOut } from '@/lib/api/schema';

import { CourseCard } from './course-card';

interface Props {
  cards: CardOut[];
  /** The pictures of the first row are the largest thing at the top of the page. */
  isFirst?: boolean;
  columns?: 3 | 4;
  as?: 'h2' | 'h3';
  id?: string;
}

export function CourseGrid({ cards, isFirst = false, columns = 3, as, id }: Props) {
  return (
    <ul id={id} className={`grid gap-x-6 gap-y-12 sm:grid-cols-2 ${columns === 4 ? 'lg:grid-cols-4' : 'xl:grid-cols-3'}`}>
      {cards.map((card, place) => (
        <li key={card.document.id} className="grid">
          <CourseCard card={card} priority={isFirst && place === 0} as={as} />
        </li>
      ))}
    </ul>
  );
}
