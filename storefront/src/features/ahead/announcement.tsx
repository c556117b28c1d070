import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';

import type { AnnouncementOut } from '@/lib/api/schema';
import { ButtonForm } from '@/ui/form/button-form';
import { Moment } from '@/ui/moment';
import { PlainWords } from '@/ui/plain-words';

import { readAnnouncement } from './actions';

interface Props {
  announcement: AnnouncementOut;
  as: 'h2' | 'h4';
  children?: ReactNode;
}

/** Something I was told, whole, with the button that marks it read. */
export async function Announcement({ announcement, as: Name, children }: Props) {
  const t = await getTranslations('ahead');
  const { id, title, author, course, is_read } = announcement;
  return (
    <article className="flex flex-wrap items-start gap-x-6 gap-y-2 py-6">
      <div className="min-w-0 flex-[1_1_20rem]">
        <Name className="text-lg">
          {!is_read && <span className="me-2 rounded-full bg-accent px-2 py-0.5 align-middle text-xs font-semibold text-on-accent">{t('isNew')}</span>}
          {title}
        </Name>
        <p className="mt-1 text-sm text-muted">
          {t('fromCourse', { author, course: course.title })}, <Moment at={announcement.told_at} as="ago" />
        </p>
        <div className="mt-3">
          <PlainWords text={announcement.text} />
        </div>
        {children}
      </div>
      {!is_read && (
        <ButtonForm action={readAnnouncement} sends={{ announcement: id }} look="quiet" label={t('readName', { title })}>
          {t('read')}
        </ButtonForm>
      )}
    </article>
  );
}
