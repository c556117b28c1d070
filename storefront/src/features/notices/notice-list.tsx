import { getTranslations } from 'next-intl/server';

import type { NoticeOut } from '@/lib/api/schema';
import { ButtonForm } from '@/ui/form/button-form';
import { Moment } from '@/ui/moment';

import { markNotice } from './actions';
import { NoticeLink } from './notice-link';

export async function NoticeList({ notices }: { notices: NoticeOut[] }) {
  return (
    <ul className="divide-y divide-hairline border-y border-hairline">
      {notices.map((notice) => (
        <NoticeRow key={notice.id} notice={notice} />
      ))}
    </ul>
  );
}

async function NoticeRow({ notice }: { notice: NoticeOut }) {
  const t = await getTranslations('account');
  return (
    <li className="flex flex-wrap items-start gap-x-6 gap-y-2 py-6">
      <div className="relative min-w-0 flex-[1_1_20rem] ps-6">
        {!notice.is_read && (
          <span className="absolute start-0 top-2 size-2.5 rounded-full bg-accent">
            <span className="sr-only">{t('isNew')}</span>
          </span>
        )}
        <p className={`text-ink ${notice.is_read ? 'font-medium' : 'font-semibold'}`}>
          <NoticeLink id={notice.id} url={notice.url} isRead={notice.is_read}>
            {notice.title}
          </NoticeLink>
        </p>
        {notice.body && <p className="mt-1 leading-relaxed whitespace-pre-line">{notice.body}</p>}
        <p className="mt-2 text-sm text-muted">
          <Moment at={notice.created_at} as="ago" />
        </p>
      </div>
      <div className="ms-1 sm:ms-0">
        <ButtonForm action={markNotice} sends={{ notice: notice.id, is_read: notice.is_read ? 'no' : 'yes' }} look="quiet">
          {notice.is_read ? t('markUnread') : t('markRead')}
        </ButtonForm>
      </div>
    </li>
  );
}
