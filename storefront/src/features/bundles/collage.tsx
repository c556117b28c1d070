import type { BundleCardOut } from '@/lib/api/schema';
import { Picture } from '@/ui/picture';

const SHOWN = 3;
// By how many pictures there are; of three the first is the largest.
const LAYOUTS: Record<number, string> = { 2: 'grid-cols-2', 3: 'grid-cols-3 grid-rows-2 *:first:col-span-2 *:first:row-span-2' };

interface Props {
  courses: BundleCardOut['courses'];
  priority?: boolean;
}

/** The pictures of a bundle's courses, laid together; the last one says how many more there are. */
export function Collage({ courses, priority }: Props) {
  const pictures = courses.flatMap(({ id, thumbnail }) => (thumbnail ? [{ id, thumbnail }] : []));
  const shown = pictures.slice(0, SHOWN);
  const more = pictures.length - shown.length;
  return (
    <div className={`grid aspect-video gap-1 overflow-hidden rounded-card bg-surface-2 ${LAYOUTS[shown.length] ?? ''}`}>
      {shown.map(({ id, thumbnail }, place) => (
        <div key={id} className="relative min-h-0 min-w-0 overflow-hidden">
          <Picture
            picture={thumbnail}
            alt=""
            sizes={shown.length > 2 && place > 0 ? '(min-width: 80rem) 7rem, (min-width: 40rem) 15vw, 31vw' : '(min-width: 80rem) 16rem, (min-width: 40rem) 30vw, 62vw'}
            className="absolute inset-0 size-full object-cover transition-transform duration-200 group-hover:scale-[1.02]"
            priority={priority && place === 0}
          />
          {more > 0 && place === SHOWN - 1 && (
            <span aria-hidden className="scheme-dark absolute inset-0 grid place-items-center bg-bg/75 text-lg font-bold text-ink">
              +{more}
            </span>
          )}
        </div>
      ))}
    </div>
  );
}
