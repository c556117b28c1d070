import { Picture } from '@/ui/picture';

import type { BlockProps } from './block';
import { Caption } from './caption';

export function GalleryBlock({ value, around }: BlockProps<'gallery'>) {
  return (
    <ul className="grid gap-4 sm:grid-cols-2">
      {value.images.map(
        (each, place) =>
          each.image && (
            <li key={place}>
              <figure>
                <Picture
                  picture={each.image}
                  alt={each.alt_text}
                  sizes="(min-width: 64rem) 24rem, (min-width: 40rem) 46vw, 92vw"
                  className="aspect-[4/3] w-full rounded-card bg-surface-2 object-cover"
                />
                <Caption html={each.caption_html} around={around} />
              </figure>
            </li>
          ),
      )}
    </ul>
  );
}
