import { RichText } from '@/ui/rich-text';

import type { BlockSurroundings } from './block';

/** The words below a picture, score or frame; nothing where there are none. */
export function Caption({ html, around }: { html: string; around: BlockSurroundings }) {
  return html ? (
    <figcaption className="prose mt-3 text-sm text-muted">
      <RichText html={html} linkTo={around.linkTo} inline />
    </figcaption>
  ) : null;
}
