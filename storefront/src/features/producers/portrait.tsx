import type { PublicProfileOut } from '@/lib/api/schema';
import { Picture } from '@/ui/picture';

interface Props {
  producer: Pick<PublicProfileOut, 'avatar' | 'display_name'>;
  sizes: string;
  className: string;
  priority?: boolean;
}

/** Their picture, or the letters of their name. The name itself stands beside it. */
export function Portrait({ producer, sizes, className, priority }: Props) {
  const shape = `shrink-0 rounded-full object-cover bg-surface-2 ${className}`;
  if (producer.avatar) return <Picture picture={producer.avatar} alt="" sizes={sizes} className={shape} priority={priority} />;
  const letters = producer.display_name.split(/\s+/).filter(Boolean).map((word) => [...word][0]).slice(0, 2).join(''); // prettier-ignore
  return (
    <span aria-hidden className={`${shape} grid place-items-center font-display text-3xl font-extrabold text-muted`}>
      {letters}
    </span>
  );
}
