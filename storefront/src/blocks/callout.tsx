import { getTranslations } from 'next-intl/server';

import { Icon } from '@/ui/icon';
import { RichText } from '@/ui/rich-text';

import type { BlockProps } from './block';

const TONES = {
  note: { icon: 'info', box: 'bg-surface', ink: 'text-ink' },
  tip: { icon: 'tip', box: 'bg-success-soft', ink: 'text-success' },
  warning: { icon: 'warning', box: 'bg-warning-soft', ink: 'text-warning' },
} as const;

export async function CalloutBlock({ value, around }: BlockProps<'callout'>) {
  const t = await getTranslations('blocks');
  const tone = TONES[value.tone];
  return (
    <div role="note" className={`flex gap-4 rounded-card p-5 ${tone.box}`}>
      <Icon name={tone.icon} className={`mt-0.5 size-6 ${tone.ink}`} />
      <div className="min-w-0">
        <p className={`font-semibold ${tone.ink}`}>
          {value.title ? <span className="sr-only">{t(value.tone)}: </span> : t(value.tone)}
          {value.title}
        </p>
        <RichText html={value.html} linkTo={around.linkTo} className="prose mt-1" />
      </div>
    </div>
  );
}
