import { RichText } from '@/ui/rich-text';

import type { BlockProps } from './block';

export function RichTextBlock({ value, around }: BlockProps<'rich_text'>) {
  return <RichText html={value.html} linkTo={around.linkTo} />;
}
