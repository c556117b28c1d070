import { ForeignFrame } from '@/features/player/foreign-frame';

import type { BlockProps } from './block';
import { Caption } from './caption';
import { Gone } from './gone';

export function EmbedBlock({ value, around }: BlockProps<'embed'>) {
  if (!value.embed_url || !value.url) return <Gone />;
  return (
    <figure>
      <ForeignFrame provider={value.provider} title="" url={value.url} embedUrl={value.embed_url} poster={null} />
      <Caption html={value.caption_html} around={around} />
    </figure>
  );
}
