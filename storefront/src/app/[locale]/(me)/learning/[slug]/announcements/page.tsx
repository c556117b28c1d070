import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';

import { Announcement } from '@/features/ahead/announcement';
import { announcementsOf } from '@/features/ahead/api';
import { announcementsPath } from '@/features/ahead/paths';
import { ReportButton, ReportDialog } from '@/features/reviews/report';
import { reportLabels } from '@/features/reviews/report-labels';
import { Link, redirect } from '@/i18n/navigation';
import { placeInList } from '@/lib/api/errors';
import { asPerson } from '@/lib/session/server';
import { buttonClass } from '@/ui/button';
import { Empty } from '@/ui/empty';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('ahead.course'))('title') };
}

/** What I was told in a course of mine; nothing of other courses, whether they exist or not. */
export default async function AnnouncementsPage({ params, searchParams }: PageProps<'/[locale]/learning/[slug]/announcements'>) {
  const [{ slug }, { cursor: given }] = await Promise.all([params, searchParams]);
  const cursor = typeof given === 'string' ? given : undefined;
  const path = announcementsPath(slug);
  const [t, labels, page] = await Promise.all([
    getTranslations('ahead.course'),
    reportLabels(),
    asPerson(path, (api) => placeInList(announcementsOf(api, slug, cursor))),
  ]);
  if (!page) return redirect({ href: path, locale: await getLocale() });
  const { results, next_cursor } = page;
  return (
    <div className="container-page max-w-4xl py-12 sm:py-16">
      <h1 className="title-page">{t('title')}</h1>
      {results.length ? (
        <>
          <p className="mt-3 text-lg">{t('lead')}</p>
          <ReportDialog path={path} labels={{ ...labels, title: t('reportTitle') }}>
            <ul className="mt-6 divide-y divide-hairline border-y border-hairline">
              {results.map((one) => (
                <li key={one.id}>
                  <Announcement announcement={one} as="h2">
                    <ReportButton kind="announcement" id={one.id} label={t('report')} fullLabel={t('reportName', { title: one.title })} />
                  </Announcement>
                </li>
              ))}
            </ul>
          </ReportDialog>
        </>
      ) : (
        <Empty icon="bell" title={t('none')} text={t('noneText')} />
      )}
      <p className="mt-8 flex flex-wrap gap-3">
        <Link href={`/learning/${slug}`} prefetch={false} className={buttonClass('outline')}>
          {t('toCourse')}
        </Link>
        {next_cursor && (
          <Link href={{ pathname: path, query: { cursor: next_cursor } }} prefetch={false} className={buttonClass('outline')}>
            {t('older')}
          </Link>
        )}
      </p>
    </div>
  );
}
