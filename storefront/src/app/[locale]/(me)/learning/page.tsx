import type { Metadata } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale, getMessages, getTranslations } from 'next-intl/server';

import { Ahead } from '@/features/ahead/ahead';
import { myAhead } from '@/features/ahead/api';
import { myCourses, sortIntoShelves } from '@/features/learning/api';
import { CourseInHand, CourseToGoOnWith } from '@/features/learning/course-in-hand';
import { KeptLessons } from '@/features/offline/kept-lessons';
import { myPractice } from '@/features/practice/api';
import { PracticeSummary } from '@/features/practice/summary';
import { Link, redirect } from '@/i18n/navigation';
import { placeInList } from '@/lib/api/errors';
import type { CourseInHandOut } from '@/lib/api/schema';
import { asPerson } from '@/lib/session/server';
import { buttonClass } from '@/ui/button';
import { Empty } from '@/ui/empty';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('learn'))('title') };
}

export default async function MyLearningPage({ searchParams }: PageProps<'/[locale]/learning'>) {
  const { cursor: given } = await searchParams;
  const cursor = typeof given === 'string' ? given : undefined;
  const [t, { offline }, [found, ahead, practice]] = await Promise.all([
    getTranslations('learn'),
    getMessages(),
    asPerson('/learning', (api) => Promise.all([placeInList(myCourses(api, cursor)), cursor ? null : myAhead(api), myPractice(api)])),
  ]);
  if (!found) return redirect({ href: '/learning', locale: await getLocale() });
  const { results, next_cursor } = found;
  const { inProgress, notStarted, finished } = sortIntoShelves(results);
  const [first, ...others] = inProgress;
  return (
    <div className="container-page py-12 sm:py-16">
      <h1 className="title-page">{t('title')}</h1>
      {results.length > 0 && <PracticeSummary practice={practice} />}
      {!results.length && (
        <Empty icon="learn" title={t('emptyTitle')} text={t('emptyText')}>
          <Link href="/courses" className={buttonClass('accent')}>
            {t('find')}
          </Link>
        </Empty>
      )}
      {first && (
        <section className="mt-12">
          <h2 className="title-section mb-6">{t('continueTitle')}</h2>
          <CourseToGoOnWith course={first} />
        </section>
      )}
      {ahead && <Ahead ahead={ahead} />}
      <Shelf title={t('inProgress')} courses={others} />
      <Shelf title={t('notStarted')} courses={notStarted} />
      <Shelf title={t('finished')} courses={finished} />
      <NextIntlClientProvider messages={{ offline }}>
        <KeptLessons className="mt-16" />
      </NextIntlClientProvider>
      {next_cursor && (
        <Link href={`/learning?cursor=${encodeURIComponent(next_cursor)}`} className={`${buttonClass('outline')} mt-12`}>
          {t('more')}
        </Link>
      )}
    </div>
  );
}

function Shelf({ title, courses }: { title: string; courses: CourseInHandOut[] }) {
  if (!courses.length) return null;
  return (
    <section className="mt-16">
      <h2 className="title-section mb-6">{title}</h2>
      <div className="grid gap-x-6 gap-y-12 sm:grid-cols-2 lg:grid-cols-3">
        {courses.map((course) => (
          <CourseInHand key={course.enrolment.id} course={course} />
        ))}
      </div>
    </section>
  );
}
