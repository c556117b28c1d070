import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';

import { whoAmI } from '@/features/account/api';
import { markAllRead } from '@/features/notices/actions';
import { myNotices } from '@/features/notices/api';
import { NoticeList } from '@/features/notices/notice-list';
import { Link, redirect } from '@/i18n/navigation';
import { placeInList } from '@/lib/api/errors';
import { asPerson } from '@/lib/session/server';
import { buttonClass } from '@/ui/button';
import { Empty } from '@/ui/empty';
import { ButtonForm } from '@/ui/form/button-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account'))('notices') };
}

export default async function NoticesPage({ searchParams }: PageProps<'/[locale]/notices'>) {
  const { cursor: given, unread: asked } = await searchParams;
  const unread = asked === '1';
  const cursor = typeof given === 'string' ? given : undefined;
  const [t, [me, page]] = await Promise.all([
    getTranslations('account'),
    asPerson('/notices', (api) => Promise.all([whoAmI(api), placeInList(myNotices(api, { unread, cursor }))])),
  ]);
  if (!page) return redirect({ href: unread ? '/notices?unread=1' : '/notices', locale: await getLocale() });
  const tab = 'flex min-h-11 items-center rounded-full px-5 text-sm font-semibold text-ink hover:bg-surface-2 aria-[current=page]:bg-surface-2';
  return (
    <div className="container-page max-w-4xl py-12 sm:py-16">
      <h1 className="title-page">{t('notices')}</h1>
      <p className="mt-3">{t('unread', { count: me.unread_notices })}</p>
      <div className="mt-8 mb-6 flex flex-wrap items-center justify-between gap-4">
        <nav aria-label={t('notices')} className="flex gap-1">
          <Link href="/notices" prefetch={false} aria-current={unread ? undefined : 'page'} className={tab}>
            {t('all')}
          </Link>
          <Link href="/notices?unread=1" prefetch={false} aria-current={unread ? 'page' : undefined} className={tab}>
            {t('onlyUnread')}
          </Link>
        </nav>
        {me.unread_notices > 0 && <ButtonForm action={markAllRead}>{t('markAllRead')}</ButtonForm>}
      </div>
      {page.results.length ? (
        <NoticeList notices={page.results} />
      ) : (
        <Empty icon="bell" title={t(unread ? 'noUnread' : 'noNotices')} text={t(unread ? 'noUnreadText' : 'noNoticesText')} />
      )}
      {page.next_cursor && (
        <Link
          href={{ pathname: '/notices', query: { cursor: page.next_cursor, ...(unread ? { unread: '1' } : {}) } }}
          prefetch={false}
          className={`${buttonClass('outline')} mt-8`}
        >
          {t('older')}
        </Link>
      )}
    </div>
  );
}
