import { getTranslations } from 'next-intl/server';

import { Score } from '@/features/score/score';
import { plainText } from '@/lib/rich-text';

import type { BlockProps } from './block';
import { Caption } from './caption';

export async function NotationBlock({ value, around }: BlockProps<'notation'>) {
  const t = await getTranslations('blocks');
  return (
    <figure>
      <Score format={value.format} source={value.source} label={plainText(value.caption_html) || t('score')} />
      <Caption html={value.caption_html} around={around} />
    </figure>
  );
}
