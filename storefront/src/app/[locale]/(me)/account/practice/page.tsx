import { randomUUID } from 'node:crypto';

import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';

import { PageHead } from '@/features/account/page-head';
import { practiceDesk } from '@/features/practice/api';
import { EntryForm } from '@/features/practice/entry-form';
import { GoalForm } from '@/features/practice/goal-form';
import { HeatMap } from '@/features/practice/heat-map';
import { HowItStands } from '@/features/practice/how-it-stands';
import { Log } from '@/features/practice/log';
import { PRACTICE } from '@/features/practice/paths';
import { Pauses } from '@/features/practice/pauses';
import { Link, redirect } from '@/i18n/navigation';
import { buttonClass } from '@/ui/button';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account'))('practice') };
}

export default async function MyPracticePage({ searchParams }: PageProps<'/[locale]/account/practice'>) {
  const { cursor: given } = await searchParams;
  const cursor = typeof given === 'string' ? given : undefined;
  const [account, t, [practice, log, { results: courses }]] = await Promise.all([
    getTranslations('account'),
    getTranslations('practice'),
    practiceDesk(cursor),
  ]);
  if (!log) return redirect({ href: PRACTICE, locale: await getLocale() });
  return (
    <>
      <PageHead title={account('practice')} lead={account('practiceLead')} />
      <HowItStands practice={practice} />
      <Part title={t('calendar')}>
        <HeatMap practice={practice} />
        <p className="mt-2 text-sm text-muted">
          {t.rich('zone', {
            zone: practice.zone.replaceAll('_', ' '),
            link: (words) => (
              <Link href="/account/preferences" prefetch={false} className="underline underline-offset-4">
                {words}
              </Link>
            ),
          })}
        </p>
      </Part>
      <Part title={t('newEntry')}>
        <EntryForm id={randomUUID()} today={practice.today} courses={courses} />
      </Part>
      <Part title={t('goalTitle')}>
        <GoalForm goal={practice.goal} />
      </Part>
      <Part title={t('pausesTitle')}>
        <p className="mb-4">{t('pausesText')}</p>
        <Pauses practice={practice} />
      </Part>
      <Part title={t('log')}>
        {log.results.length ? <Log entries={log.results} today={practice.today} courses={courses} /> : <p>{t('noEntries')}</p>}
        {log.next_cursor && (
          <Link href={{ pathname: PRACTICE, query: { cursor: log.next_cursor } }} prefetch={false} className={`${buttonClass('outline')} mt-6`}>
            {t('older')}
          </Link>
        )}
      </Part>
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-12">
      <h2 className="mb-4 text-xl">{title}</h2>
      {children}
    </section>
  );
}
