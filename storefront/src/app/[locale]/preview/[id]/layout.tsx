import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { redirect } from 'next/navigation';

import { inPreview, previewSession } from '@/features/preview/api';
import { PreviewFollower } from '@/features/preview/preview-follower';
import { ENDED_PATH } from '@/features/preview/session';
import { adminUrl } from '@/lib/env';
import { Icon } from '@/ui/icon';
import { Moment } from '@/ui/moment';

export const metadata: Metadata = { robots: { index: false, follow: false }, referrer: 'no-referrer' };
export const dynamic = 'force-dynamic';

/** The bar under every draft. */
export default async function PreviewLayout({ children, params }: LayoutProps<'/[locale]/preview/[id]'>) {
  const [{ id }, session, t] = await Promise.all([params, inPreview(previewSession), getTranslations('pages')]);
  if (!session) redirect(ENDED_PATH);
  const { subject } = session;
  return (
    <>
      {children}
      <aside aria-label={t('preview.bar')} className="sticky bottom-0 z-50 mt-16 border-t border-hairline bg-warning-soft text-sm text-warning max-lg:bottom-[calc(4rem+1px+env(safe-area-inset-bottom))] print:hidden">
        <p className="container-page flex flex-wrap items-center gap-x-3 gap-y-1 py-3">
          <Icon name="eye" />
          <strong>{t('preview.bar')}</strong>
          <span>{t('preview.barText', { title: subject.title })}</span>
          <span className="ms-auto">{t.rich('preview.until', { time: () => <Moment at={session.expires_at} as="clock" /> })}</span>
        </p>
      </aside>
      <PreviewFollower
        id={id}
        version={session.version}
        admin={new URL(adminUrl()).origin}
        course={subject.course?.slug ?? null}
      />
    </>
  );
}
