'use client';

import { useLocale, useTranslations } from 'next-intl';

import { formatFileSize } from '@/lib/file-size';
import { forgetLesson, LONGEST_DAYS } from '@/lib/kept-lessons';
import { Button } from '@/ui/button';
import { Icon } from '@/ui/icon';

import { useKeptLessons } from './use-kept-lessons';

/** The lessons on this device, to open and to remove; nothing where there are none. */
export function KeptLessons({ className = '' }: { className?: string }) {
  const t = useTranslations('offline');
  const locale = useLocale();
  const kept = useKeptLessons();
  if (!kept.length) return null;
  return (
    <section className={className}>
      <h2 className="title-section">{t('title')}</h2>
      <p className="mt-2 max-w-xl text-sm text-muted">{t('text', { days: LONGEST_DAYS })}</p>
      <ul className="mt-6 max-w-2xl divide-y divide-hairline border-y border-hairline">
        {kept.map(({ path, title, course, bytes }) => (
          <li key={path} className="flex items-center gap-4 py-3">
            <span className="min-w-0 flex-1">
              {/* A page of its own: without a network none can be fetched into this one. */}
              <a href={path} className="block font-semibold text-ink hover:underline">
                {title}
              </a>
              <span className="block text-sm text-muted">
                {course} · {formatFileSize(bytes, locale)}
              </span>
            </span>
            <Button look="quiet" aria-label={t('removeNamed', { title })} onClick={() => void forgetLesson(path)}>
              <Icon name="trash" />
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
