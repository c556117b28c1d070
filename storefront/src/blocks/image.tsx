import { Picture } from '@/ui/picture';

import type { BlockProps } from './block';
import { Caption } from './caption';
import { Gone } from './gone';

export function ImageBlock({ value, around }: BlockProps<'image'>) {
  if (!value.image) return <Gone />;
  return (
    <figure>
      <Picture
        picture={value.image}
        alt={value.alt_text}
        sizes="(min-width: 64rem) 48rem, 92vw"
        className="h-auto w-full rounded-card bg-surface-2"
      />
      <Caption html={value.caption_html} around={around} />
    </figure>
  );
}
