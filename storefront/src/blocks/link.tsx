import { safeHref } from '@/lib/rich-text';
import { Icon } from '@/ui/icon';

import type { BlockProps } from './block';
import { Gone } from './gone';

export function LinkBlock({ value }: BlockProps<'link'>) {
  const href = safeHref(value.url ?? '');
  if (!href) return <Gone />;
  return (
    <a
      href={href}
      rel="noopener noreferrer"
      className="group flex items-center gap-4 rounded-card bg-surface p-4 transition-colors hover:bg-surface-2"
    >
      <Icon name="link" className="size-6 text-muted" />
      <span className="min-w-0 flex-1">
        <span className="block font-semibold text-ink group-hover:underline">{value.title || href}</span>
        <span className="block truncate text-xs text-muted">{URL.canParse(href) ? new URL(href).host : href}</span>
      </span>
    </a>
  );
}
