import { getLocale, getTranslations } from 'next-intl/server';

import { formatFileSize } from '@/lib/file-size';
import { Icon } from '@/ui/icon';

import type { BlockProps } from './block';
import { Gone } from './gone';

export async function DownloadBlock({ value }: BlockProps<'download'>) {
  const [t, locale] = await Promise.all([getTranslations('blocks'), getLocale()]);
  if (!value.file) return <Gone />;
  const kind = value.file.file_name.split('.').at(-1)?.toUpperCase();
  const size = value.file.file_size === null ? null : formatFileSize(value.file.file_size, locale);
  const facts = [kind, size, value.file.is_stamped ? t('bearsYourName') : null];
  return (
    <a
      href={value.file.url}
      download={value.file.file_name}
      className="group flex items-center gap-4 rounded-card bg-surface p-4 transition-colors hover:bg-surface-2"
    >
      <Icon name="file" className="size-7 text-muted" />
      <span className="min-w-0 flex-1">
        <span className="block font-semibold text-ink group-hover:underline">{value.title || value.file.title}</span>
        {value.description && <span className="block text-sm">{value.description}</span>}
        <span className="block text-xs text-muted">{facts.filter(Boolean).join(' · ')}</span>
      </span>
      <Icon name="download" className="size-5 text-ink" />
      <span className="sr-only">{t('download')}</span>
    </a>
  );
}
